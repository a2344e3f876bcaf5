using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common.Internal;
using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints of incidents.</summary>
internal static class IncidentApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods(
            "/incidents",
            Api.Read,
            async Task<IResult> (
                HttpContext http,
                string? service,
                string? from,
                string? to,
                string? status,
                string? kind,
                string? severity,
                string? limit,
                string? after,
                string? format,
                CancellationToken cancellationToken) =>
            {
                string type = Format(format);
                (DateTimeOffset? start, DateTimeOffset? end) = Api.Period(from, to);
                var caller = new Caller(http, name);
                var query = new IncidentQuery
                {
                    Service = await OneServiceAsync(caller, service).ConfigureAwait(false),
                    From = start,
                    To = end,
                    Status = status is null ? null : IncidentQueryText.Word<IncidentStatus>(status, nameof(status)),
                    Kind = kind is null ? null : IncidentQueryText.Word<IncidentKind>(kind, nameof(kind)),
                    MinSeverity = severity is null ? null : IncidentQueryText.Word<IncidentSeverity>(severity, nameof(severity)),
                    MaxCount = Api.Limit(limit, nameof(limit), IncidentQuery.MaxPageSize),
                    After = after,
                };
                IncidentPage page = await caller.Get<IIncidents>().ListAsync(query, cancellationToken).ConfigureAwait(false);
                if (type != "json" && page.Next is { } next)
                {
                    http.Response.Headers["X-Next-After"] = Uri.EscapeDataString(next);
                }

                return type switch
                {
                    "csv" => TypedResults.Text(IncidentCsv.Write(page.Incidents), "text/csv", Encoding.UTF8),
                    "jsonl" => TypedResults.Text(IncidentJsonLines.Write(page.Incidents), "application/x-ndjson", Encoding.UTF8),
                    _ => Api.Json(new IncidentList(
                        [.. page.Incidents.Select(IncidentSummary.From)],
                        page.TotalCount,
                        page.Next,
                        [.. page.Unreadable.Select(UnreadableResource.From)])),
                };
            })
            .Describe<IncidentList>(
                "Incidents",
                "The incidents of a service that started between from and to, the latest first: at most limit of them, by default 100, "
                + "after the one in after. severity is the least one. format=csv or jsonl returns these, and the next place in the header "
                + "X-Next-After.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/incidents/open",
            Api.Read,
            async (HttpContext http, string? service, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                List<Incident> open = [];
                List<UnreadableResource> unreadable = [];
                foreach (string one in await ServicesAsync(caller, service).ConfigureAwait(false))
                {
                    OpenIncidents found =
                        await caller.Get<IIncidents>().ListOpenAsync(one, cancellationToken).ConfigureAwait(false);
                    open.AddRange(found);
                    unreadable.AddRange(found.Unreadable.Select(UnreadableResource.From));
                }

                return Api.Json(new IncidentList(
                    [.. open.OrderByDescending(one => one.StartedAt).Select(IncidentSummary.From)], open.Count, null, unreadable));
            })
            .Describe<IncidentList>(
                "OpenIncidents",
                "The incidents that are not resolved, what they burnt by now, and the documents that cannot be read.")
            .ProducesProblem(404);
        group.MapMethods(
            "/incidents/report",
            Api.Read,
            async (
                HttpContext http,
                string? service,
                string? to,
                string? periods,
                string? rotationDays,
                string? rotationStart,
                string? workFrom,
                string? workTo,
                CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                var query = new IncidentReportQuery
                {
                    Service = await OneServiceAsync(caller, service).ConfigureAwait(false),
                    To = Api.Instant(to, nameof(to)),
                    Periods = periods is null ? 12 : Api.Limit(periods, nameof(periods), 36),
                    RotationDays = rotationDays is null
                        ? null
                        : Api.Limit(rotationDays, nameof(rotationDays), OnCallHours.MaxRotationDays),
                    RotationStart = IncidentQueryText.Day(rotationStart, nameof(rotationStart)),
                    WorkFrom = IncidentQueryText.Time(workFrom, nameof(workFrom)),
                    WorkTo = IncidentQueryText.Time(workTo, nameof(workTo)),
                };
                try
                {
                    return Api.Json(IncidentReportResource.From(
                        await caller.Get<IIncidents>().GetReportAsync(query, cancellationToken).ConfigureAwait(false)));
                }
                catch (ArgumentException e) when (query.WorkFrom is not null || query.WorkTo is not null)
                {
                    throw new BadQueryException($"{nameof(workTo)}: {e.Message.Split(" (Parameter '")[0]}");
                }
            })
            .Describe<IncidentReportResource>(
                "IncidentReport",
                "How many incidents a service had in each period of 30 days, how long they lasted, and the pages of each rotation and "
                + "how many of them were out of working hours. Rotations and working hours are those of the settings, unless "
                + "rotationDays, rotationStart (2024-01-01), workFrom and workTo (09:00) state others.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/incidents/{id}",
            Api.Read,
            async (HttpContext http, string id, string? service, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                Incident one = await FindAsync(caller, id, service, cancellationToken).ConfigureAwait(false);
                IIncidents incidents = caller.Get<IIncidents>();
                IncidentRecurrence? earlier = await incidents.FindRecurrenceAsync(one, cancellationToken).ConfigureAwait(false);
                DeploymentAttribution deployment = await incidents.AttributeAsync(one, cancellationToken).ConfigureAwait(false);
                Tag(http, one);
                return Api.Json(new IncidentDetailResource(
                    IncidentResource.From(one, Now(http)),
                    earlier?.Of.Id,
                    earlier?.IsExplicit ?? false,
                    deployment.Deployment?.Id,
                    deployment.Kind.ToString()));
            })
            .Describe<IncidentDetailResource>(
                "Incident",
                "One incident with its timeline and history, the earlier one that came again, its deployment, and the ETag that a change "
                + "must name. If several services have the id, state service.")
            .ProducesProblem(400)
            .ProducesProblem(404);
    }

    /// <summary>Returns the incident that a text names.</summary>
    /// <exception cref="KeyNotFoundException">No service that the caller may reach has such an incident.</exception>
    /// <exception cref="BadQueryException">Several services have one.</exception>
    public static async ValueTask<Incident> FindAsync(Caller caller, string id, string? service, CancellationToken cancellationToken)
    {
        string decoded = Decoded(id);
        List<Incident> found = [];
        foreach (string one in await ServicesAsync(caller, service).ConfigureAwait(false))
        {
            IIncidents incidents = caller.Get<IIncidents>();
            Incident? here = await incidents.GetAsync(one, id, cancellationToken).ConfigureAwait(false)
                ?? (decoded == id ? null : await incidents.GetAsync(one, decoded, cancellationToken).ConfigureAwait(false));
            if (here is not null)
            {
                found.Add(here);
            }
        }

        return found.Count switch
        {
            1 => found[0],
            0 => throw new KeyNotFoundException($"No incident has the id '{Names.Shorten(id)}'."),
            _ => throw new BadQueryException(
                $"service: {found.Count} services have an incident '{Names.Shorten(id)}' each; state one of them."),
        };
    }

    /// <summary>Returns the present moment by the clock of the service.</summary>
    public static DateTimeOffset Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>Returns an id of a path with its slashes, which routing leaves encoded.</summary>
    public static string Decoded(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>States the version of an incident, which the caller of a change passes back as <c>If-Match</c>.</summary>
    public static void Tag(HttpContext http, Incident one) => http.Response.Headers.ETag = $"\"{one.ETag.Value}\"";

    /// <summary>Returns the named service, or the only one that the caller may reach.</summary>
    private static async ValueTask<string> OneServiceAsync(Caller caller, string? service)
    {
        IReadOnlyList<string> services = await ServicesAsync(caller, service).ConfigureAwait(false);
        return services.Count == 1
            ? services[0]
            : throw new BadQueryException(
                $"service: there are {services.Count} services; state one of them: {Names.Nearest(string.Empty, services)}.");
    }

    /// <summary>Returns the named service, or those that the caller may reach.</summary>
    public static async ValueTask<IReadOnlyList<string>> ServicesAsync(Caller caller, string? service) => service is null
        ? await caller.OnlyAsync(caller.Get<IIncidents>().Services, one => one).ConfigureAwait(false)
        : [await caller.DeployedServiceAsync(service).ConfigureAwait(false)];

    private static string Format(string? format) => format switch
    {
        null => "json",
        "json" or "csv" or "jsonl" => format,
        _ => throw new BadQueryException($"format: {Check.Rejection(format, "'json' (default), 'jsonl' or 'csv'")}"),
    };
}
