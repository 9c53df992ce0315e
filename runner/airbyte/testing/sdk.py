"""Drives a server with Airbyte's own SDK and prints what it saw as JSON. Standard input: {url, clientId, clientSecret, configuration}."""

import json
import sys

import airbyte_api
from airbyte_api import api, models
from airbyte_api.errors import SDKError

given = json.load(sys.stdin)
base = given["url"] + "/api/public/v1"
credentials = models.SchemeClientCredentials(
    client_id=given["clientId"], client_secret=given["clientSecret"], token_url=base + "/applications/token"
)
security = models.Security(client_credentials=credentials)
# Making a source runs the connector's check, which takes longer than the 5 s that the SDK waits by itself.
client = airbyte_api.AirbyteAPI(server_url=base, security=security, timeout_ms=180_000)
seen = {}

workspace = client.workspaces.create_workspace(request=models.WorkspaceCreateRequest(name="from the SDK")).workspace_response
seen["workspaceId"] = workspace.workspace_id
source = client.sources.create_source(
    request=models.SourceCreateRequest(
        name="ads",
        workspace_id=workspace.workspace_id,
        configuration=models.SourceBingAds.model_validate(given["configuration"]),
    )
).source_response
seen["sourceType"] = source.source_type
destination = client.destinations.create_destination(
    request=models.DestinationCreateRequest(
        name="lake",
        workspace_id=workspace.workspace_id,
        configuration=models.DestinationDuckdb(destination_path="/lake/acme"),
    )
).destination_response
stream = models.StreamConfiguration(name="campaigns", sync_mode=models.ConnectionSyncModeEnum.FULL_REFRESH_APPEND)
connection = client.connections.create_connection(
    request=models.ConnectionCreateRequest(
        source_id=source.source_id,
        destination_id=destination.destination_id,
        namespace_definition=models.NamespaceDefinitionEnum.CUSTOM_FORMAT,
        namespace_format="meta",
        configurations=models.StreamConfigurations(streams=[stream]),
    )
).connection_response
seen["connectionId"] = connection.connection_id

order = models.JobCreateRequest(connection_id=connection.connection_id, job_type=models.JobTypeEnum.SYNC)
job = client.jobs.create_job(request=order).job_response
try:
    client.jobs.create_job(request=order)
except SDKError as error:
    seen["second"] = error.status_code
seen["started"] = job.job_id
seen["cancelled"] = client.jobs.cancel_job(request=api.CancelJobRequest(job_id=job.job_id)).job_response.status
seen["read"] = client.jobs.get_job(request=api.GetJobRequest(job_id=job.job_id)).job_response.status
listed = client.jobs.list_jobs(
    request=api.ListJobsRequest(
        connection_id=connection.connection_id,
        workspace_ids=[workspace.workspace_id],
        status=models.JobStatusEnum.CANCELLED,
        order_by="updatedAt|DESC",
    )
).jobs_response
seen["listed"] = [each.job_id for each in listed.data]
client.connections.delete_connection(request=api.DeleteConnectionRequest(connection_id=connection.connection_id))
print(json.dumps(seen))
