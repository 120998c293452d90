"""Makes sure that PgBouncer and Redis are there; the tests start their own, each in a folder of its own."""

from tools.packages import provide_program
from tools.sentences import answering


def main() -> None:
    provide_program("PgBouncer", names=("pgbouncer",), packages=("pgbouncer",))
    provide_program("Redis or Valkey", names=("redis-server", "valkey-server"), packages=("redis-server",))


if __name__ == "__main__":
    answering(main)
