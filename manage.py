#!/usr/bin/env python
"""Django's command line; the local run is the default."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

# Commands count for themselves: the folder that this names is for the processes of a web server.
os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
