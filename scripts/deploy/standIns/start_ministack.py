"""MiniStack with what it lacks of a Distributed Map, and with AWS's own runtime client as its Lambda.

Our own additions, not MiniStack's: ItemBatcher and ResultWriter, the ...Path fields of a Map, numbers of a template's
parameters where Lambda takes them as text, and invocations that go to RX_FANOUT_INVOKE_URL. Counts of a Map Run are of
batches here, of items on AWS.
"""

import json
import os
import urllib.request

from ministack.services import lambda_svc, s3, stepfunctions

run_map = stepfunctions._run_distributed_map
run_warm = lambda_svc._execute_function_warm
esm_concurrency = lambda_svc._sqs_esm_concurrency

STATE_BYTES = 262_144  # Step Functions developer guide, "Service quotas"


def batches_of(items, count, size, batch_input):
    """ItemBatcher: as many items as count and bytes allow, never none."""
    extra = {"BatchInput": batch_input} if batch_input is not None else {}
    batch = []
    for item in items:
        longer = {"Items": [*batch, item], **extra}
        if batch and (len(batch) >= count or len(json.dumps(longer).encode()) > size):
            yield {"Items": batch, **extra}
            batch = []
        batch.append(item)
    if batch:
        yield {"Items": batch, **extra}


def record_of(child):
    """What ResultWriter writes of a child execution without a transformation."""
    record = {
        "ExecutionArn": child["executionArn"],
        "Input": child["input"],
        "InputDetails": {"Included": True},
        "Name": child["name"],
        "StartDate": child["startDate"],
        "StateMachineArn": child["stateMachineArn"],
        "Status": child["status"],
        "StopDate": child["stopDate"],
    }
    if child["status"] == "SUCCEEDED":
        return {**record, "Output": child["output"], "OutputDetails": {"Included": True}}
    return {**record, "Error": child.get("error"), "Cause": child.get("cause")}


def write_results(writer, effective, ctx, map_run_arn):
    place = stepfunctions._resolve_params_obj(writer["Parameters"], effective, ctx)
    bucket, folder = place["Bucket"], f"{place['Prefix']}/{map_run_arn.rsplit(':', 1)[-1]}"
    files = {"SUCCEEDED": [], "FAILED": [], "PENDING": []}
    lines = {status: [] for status in files}
    for child in list(stepfunctions._executions.values()):
        if child.get("mapRunArn") == map_run_arn:
            lines["SUCCEEDED" if child["status"] == "SUCCEEDED" else "FAILED"].append(json.dumps(record_of(child)))
    for status, records in lines.items():
        if records:
            body = ("\n".join(records) + "\n").encode()
            key = f"{folder}/{status}_0.jsonl"
            s3._put_object(bucket, key, body, {})
            files[status].append({"Key": key, "Size": len(body)})
    manifest = {"DestinationBucket": bucket, "MapRunArn": map_run_arn, "ResultFiles": files}
    s3._put_object(bucket, f"{folder}/manifest.json", json.dumps(manifest).encode(), {})
    return {"MapRunArn": map_run_arn, "ResultWriterDetails": {"Bucket": bucket, "Key": f"{folder}/manifest.json"}}


def run_distributed_map(state, raw_input, effective, iterator, execution, ctx):
    state = dict(state)
    for field in ("MaxConcurrency", "ToleratedFailurePercentage"):
        if f"{field}Path" in state:
            state[field] = stepfunctions._resolve_path_or_ctx(state.pop(f"{field}Path"), effective, ctx)
    batcher, writer = state.pop("ItemBatcher", None), state.pop("ResultWriter", None)
    items = effective
    if batcher is not None:
        items = stepfunctions._read_map_items(state.pop("ItemReader"), effective, ctx)
        path = batcher.get("MaxItemsPerBatchPath")
        count = stepfunctions._resolve_path_or_ctx(path, effective, ctx) if path else batcher["MaxItemsPerBatch"]
        template = batcher.get("BatchInput")
        batch_input = stepfunctions._resolve_params_obj(template, effective, ctx) if template is not None else None
        items = list(batches_of(items, count, batcher.get("MaxInputBytesPerBatch", STATE_BYTES), batch_input))
    before = set(stepfunctions._map_runs)
    try:
        output, following = run_map(state, raw_input, items, iterator, execution, ctx)
    finally:
        (map_run_arn,) = [
            arn
            for arn, run in stepfunctions._map_runs.items()
            if arn not in before and run["executionArn"] == execution["executionArn"]
        ]
        details = write_results(writer, effective, ctx, map_run_arn) if writer else None
    return (details or output), following


def within_state(output):
    """A state's data has a limit that MiniStack does not know."""
    if len(json.dumps(output).encode()) > STATE_BYTES:
        raise stepfunctions._ExecutionError("States.DataLimitExceeded", "The output of a state is over 256 KiB")
    return output


def invoke(func, event, request_id):
    config = func.get("config") or func
    url = os.environ.get("RX_FANOUT_INVOKE_URL")
    if not url or config.get("Handler") != "index.handler":
        return run_warm(func, event, request_id)
    request = urllib.request.Request(url, json.dumps(event).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=900) as response:
        failed = response.headers.get("x-amz-function-error") is not None
        return {"body": json.load(response), "error": failed, "log": ""}


def concurrency_of(esm, *rest):
    scaling = esm.get("ScalingConfig")
    if scaling:
        esm["ScalingConfig"] = {name: int(value) for name, value in scaling.items()}
    return esm_concurrency(esm, *rest)


call_lambda = stepfunctions._call_lambda

stepfunctions._run_distributed_map = run_distributed_map
stepfunctions._call_lambda = lambda function, event: within_state(call_lambda(function, event))
lambda_svc._execute_function_warm = invoke
lambda_svc._sqs_esm_concurrency = concurrency_of

if __name__ == "__main__":
    from ministack.app import main

    main()
