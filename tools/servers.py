"""Makes sure that the servers are there of which the tests start their own, and what reads units and alerts."""

from tools.packages import provide_program
from tools.sentences import answering


def main() -> None:
    provide_program("PgBouncer", names=("pgbouncer",), packages=("pgbouncer",))
    provide_program("Redis or Valkey", names=("redis-server", "valkey-server"), packages=("redis-server",))
    provide_program("nginx", names=("nginx",), packages=("nginx-light",))
    provide_program("systemd-analyze", names=("systemd-analyze",), packages=("systemd",))
    provide_program("promtool", names=("promtool",), packages=("prometheus",))


if __name__ == "__main__":
    answering(main)
