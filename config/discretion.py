"""Log lines that do not tell who asked for what: a search for help is nobody's business."""

import logging
import re

QUERY = re.compile(r"\?\S*")
ADDRESS = re.compile(r"\bip=\S+")


class Discreet(logging.Filter):
    """Take query strings and visitors' addresses out of every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = ADDRESS.sub("ip=…", QUERY.sub("", record.getMessage()))
        record.args = ()
        return True
