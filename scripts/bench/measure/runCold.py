"""One cold start with aiohttp: imports it, fetches one URL, prints the times as JSON."""

import sys
import time

started_at = time.perf_counter()
import aiohttp  # noqa: E402
import asyncio  # noqa: E402
import json  # noqa: E402

imported_at = time.perf_counter()


async def fetch_one(url):
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as response:
        return await response.json()


body = asyncio.run(fetch_one(sys.argv[1]))
answered_at = time.perf_counter()
print(
    json.dumps(
        {
            "importMs": (imported_at - started_at) * 1000,
            "firstResultMs": (answered_at - started_at) * 1000,
            "right": 1 if body["kind"] == "orders" else 0,
        }
    )
)
