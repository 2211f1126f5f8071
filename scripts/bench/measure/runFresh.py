"""One fresh measurement of aiohttp: as runFresh.mjs, it counts from the import on."""

import asyncio
import json
import resource
import sys
import time


def cpu_micros():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1_000_000


work = json.loads(sys.argv[1])
urls = [f"{work['origin']}/orders/{index}?page=1" for index in range(work["warmUp"] + work["requests"])]
sys.path.insert(0, sys.argv[2])
cpu, started = cpu_micros(), time.perf_counter()
import aiohttpGather as client  # noqa: E402


async def main():
    global cpu, started
    async with client.open_session(work) as session:
        if work["warmUp"] > 0:
            await client.fetch_all(session, urls[: work["warmUp"]], work["concurrency"])
            cpu, started = cpu_micros(), time.perf_counter()
        return await client.fetch_all(session, urls[work["warmUp"] :], work["concurrency"])


right = client.run(main())
used = {"cpuMicros": cpu_micros() - cpu, "wallMs": (time.perf_counter() - started) * 1000, "right": right}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({**used, "peakRssBytes": peak}))
