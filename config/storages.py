"""Where the documents of production lie: in a folder of this machine, or in a store of objects that several share."""

from typing import Any

from config.env import ENV, ROOT

FOLDER = "port.documents.storage.DurableFileSystemStorage"
OBJECTS = "port.documents.object_storage.ObjectStorage"


def documents() -> dict[str, Any]:
    """`DOCUMENTS_BUCKET` names the bucket of a store that speaks S3; without it a folder keeps the documents."""
    bucket = ENV.text("DOCUMENTS_BUCKET", "")
    if not bucket:
        return {
            "BACKEND": FOLDER,
            "OPTIONS": {"location": ENV.folder("DOCUMENTS_FOLDER", ROOT / "var" / "documents")},
        }
    return {
        "BACKEND": OBJECTS,
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": ENV.text("S3_ENDPOINT", "") or None,
            "region_name": ENV.text("S3_REGION", "us-east-1"),
            "access_key": ENV.text("S3_ACCESS_KEY"),
            "secret_key": ENV.text("S3_SECRET_KEY"),
        },
    }
