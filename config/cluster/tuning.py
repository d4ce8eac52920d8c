"""The server's settings. On its command line, so that they follow the code and not the day the cluster was made."""

import os
from pathlib import Path

from config.cluster.home import PORT

MEGABYTE = 2**20


def memory() -> int:
    """Return the machine's memory in megabytes."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // MEGABYTE


def settings(socket_folder: Path) -> dict[str, str]:
    """Return PostgreSQL's settings for a server on the socket in `socket_folder`."""
    total = memory()
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "port": str(PORT),  # only a part of the socket's name: there is no TCP port
        "cluster_name": "portal",
        "max_connections": "100",
        "shared_buffers": f"{min(max(total // 8, 128), 1024)}MB",
        "effective_cache_size": f"{max(total // 2, 256)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "256MB",
        "random_page_cost": "1.1",  # no spinning disks
        "jit": "off",  # pages ask short questions; compiling them takes longer than answering
        # Nobody replicates a private cluster: less to write for the same safety (fsync stays on).
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        # Files, because POSIX shared memory is small in containers and is cleared away when its user logs out.
        "dynamic_shared_memory_type": "mmap",
        # A failing statement may hold what a family searched for.
        "log_min_error_statement": "panic",
        "log_min_messages": "warning",
        "log_line_prefix": "%m [%p] ",
    }
