#!/bin/sh
# Run a new enough Python with the arguments given, whatever it is called here: plain python3 where it fits, then the
# named ones. The last pass takes a Python newer than those the pinned packages were built for.
fits() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, $2))" >/dev/null 2>&1
}
for newest in 14 99; do
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if fits "$name" "$newest"; then
            exec "$name" "$@"
        fi
    done
done
echo "Python 3.11 or newer is needed. On Debian 12 or Ubuntu 24.04 and newer: apt install python3; on macOS: brew install python" >&2
exit 1
