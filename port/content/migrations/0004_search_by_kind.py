"""The terms of a search know the kind of their entry. They are made from the entries again, so none is carried over."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("content", "0003_keep_what_was_told")]

    operations = [
        migrations.DeleteModel(name="SearchTerm"),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "最新消息"),
                            ("notice", "公告"),
                            ("rules", "申請及使用須知"),
                            ("faq", "FAQ"),
                            ("download", "常用文件及教學"),
                            ("page", "網站政策與說明"),
                        ],
                        max_length=10,
                    ),
                ),
                ("term", models.CharField(max_length=40)),
                ("in_title", models.BooleanField(default=False)),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="content.entry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["term", "kind", "-in_title", "-entry"], name="search_first_of_a_term")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "term"), name="one_row_per_entry_and_term")
                ],
            },
        ),
    ]
