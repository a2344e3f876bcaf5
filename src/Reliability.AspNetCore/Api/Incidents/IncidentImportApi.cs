using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints that take incidents of other systems as files.</summary>
internal static class IncidentImportApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        MapImport(group, name, "/incidents/import", "ImportIncidents", "Imports incidents", isPlan: false);
        MapImport(
            group, name, "/incidents/import/plan", "PlanImportOfIncidents", "Returns what an import would add and reject", isPlan: true);
    }

    private static void MapImport(RouteGroupBuilder group, string name, string path, string displayName, string effect, bool isPlan) =>
        group.MapPost(
            path,
            async (
                HttpContext http,
                string? format,
                string? service,
                string? reason,
                string? columns,
                CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                IncidentImportBatch batch = await BatchAsync(http, caller, format, service, columns, cancellationToken)
                    .ConfigureAwait(false);
                if (isPlan)
                {
                    return Api.Json(IncidentImportResource.From(
                        await caller.Get<IIncidents>().PlanImportAsync(batch, cancellationToken).ConfigureAwait(false)));
                }

                var request = new ChangeRequest { By = WriteGuard.Who(http), Reason = reason ?? "Import" };
                IncidentImportReport report =
                    await caller.Get<IIncidents>().ImportAsync(batch, request, cancellationToken).ConfigureAwait(false);
                ILogger logger =
                    http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);
                Log.IncidentsImported(logger, request.By, report.AddedCount, report.PresentCount, report.Rejected.Count);
                return Api.Json(IncidentImportResource.From(report));
            })
            .WithSummary(
                effect + " from JSON lines, CSV or the JSON of Statuspage (format=jsonl, csv or statuspage). columns names the columns of "
                + "a CSV as field:column, separated by commas; -:column leaves a column out. Another column that holds no field is 400.")
            .WithDisplayName("Reliability " + displayName)
            .Accepts<string>("application/x-ndjson", "text/csv", "application/json")
            .Produces<IncidentImportResource>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(415).ProducesProblem(503)
            .WithMetadata(TextBody.Instance, BodyLimit.Import);

    /// <summary>Reads the incidents of the body, all of services that the caller may change.</summary>
    private static async ValueTask<IncidentImportBatch> BatchAsync(
        HttpContext http, Caller caller, string? format, string? service, string? columns, CancellationToken cancellationToken)
    {
        string? known = service is null ? null : await caller.DeployedServiceAsync(service).ConfigureAwait(false);
        string text = await TextAsync(http, cancellationToken).ConfigureAwait(false);
        IncidentImportBatch batch = Read(format ?? "jsonl", text, known, columns);
        IReadOnlyList<string> reached = await caller.OnlyAsync(caller.Get<IIncidents>().Services, one => one).ConfigureAwait(false);
        return batch.Entries.FirstOrDefault(one => !reached.Contains(one.Service, StringComparer.Ordinal)
            && caller.Get<IIncidents>().Services.Contains(one.Service, StringComparer.Ordinal)) is { } other
            ? throw new ForbiddenException($"The caller is not authorized for the service '{Names.Shorten(other.Service)}'.")
            : batch;
    }

    private static IncidentImportBatch Read(string format, string text, string? service, string? columns)
    {
        try
        {
            return format switch
            {
                "jsonl" => IncidentJsonLines.Read(text, service),
                "csv" => ReadCsv(text, service, columns),
                "statuspage" => StatuspageIncidents.Read(
                    text, service ?? throw new BadQueryException("service: state the service of the incidents.")),
                _ => throw new BadQueryException($"format: {Check.Rejection(format, "'jsonl' (default), 'csv' or 'statuspage'")}"),
            };
        }
        catch (FormatException e)
        {
            throw new BadQueryException(Names.Shorten(e.Message, 500));
        }
    }

    private static IncidentImportBatch ReadCsv(string text, string? service, string? mapping)
    {
        Dictionary<string, string> columns = new(StringComparer.OrdinalIgnoreCase);
        List<string> leftOut = [];
        foreach (string part in (mapping ?? string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split(':', 2, StringSplitOptions.TrimEntries);
            if (pair is ["-", { Length: > 0 } omitted])
            {
                leftOut.Add(omitted);
            }
            else if (pair.Length < 2 || pair[1].Length == 0 || !columns.TryAdd(pair[0], pair[1]))
            {
                throw new BadQueryException(
                    $"columns: {Check.Rejection(part, "field:column, each field once, or -:column to leave a column out")}");
            }
        }

        return IncidentCsv.Read(text, columns, service, leftOut);
    }

    /// <summary>Reads the body. What is not UTF-8 is replaced, and the lines that hold it are rejected.</summary>
    public static async ValueTask<string> TextAsync(HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new BadQueryException($"The body is larger than {BodyLimit.Of(http)} bytes.");
        }
    }
}
