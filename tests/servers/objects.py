"""A store of objects that speaks S3 over HTTP (moto), with one bucket. What it holds is gone when it is stopped."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from tests.servers.processes import HOST, Program, free_port, takes_connections, wait_for

BUCKET = "documents"
KEYS = {"S3_ACCESS_KEY": "of-a-test", "S3_SECRET_KEY": "of-a-test"}
SERVE = "import sys; from moto.server import main; main(sys.argv[1:])"


@dataclass
class ObjectStore:
    port: int
    program: Program

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What production reads."""
        return {"DOCUMENTS_BUCKET": BUCKET, "S3_ENDPOINT": self.address, **KEYS}

    @property
    def options(self) -> dict[str, Any]:
        """What the storage class is made with."""
        keys = {"access_key": KEYS["S3_ACCESS_KEY"], "secret_key": KEYS["S3_SECRET_KEY"]}
        return {"bucket_name": BUCKET, "endpoint_url": self.address, "region_name": "us-east-1", **keys}

    def client(self) -> Any:
        keys = {"aws_access_key_id": KEYS["S3_ACCESS_KEY"], "aws_secret_access_key": KEYS["S3_SECRET_KEY"]}
        return boto3.client("s3", endpoint_url=self.address, region_name="us-east-1", **keys)

    def start(self) -> "ObjectStore":
        self.program.start()
        wait_for(lambda: takes_connections(self.port), what="answer of the store", seconds=60)
        self.client().create_bucket(Bucket=BUCKET)
        return self

    def pause(self) -> None:
        """It takes connections and answers nothing."""
        self.program.pause()

    def resume(self) -> None:
        self.program.resume()

    def stop(self) -> None:
        self.program.kill()


def new_object_store(folder: Path) -> ObjectStore:
    """A running one."""
    port = free_port()
    return ObjectStore(
        port, Program("objects", [sys.executable, "-c", SERVE, "-H", HOST, "-p", str(port)], folder)
    ).start()
