using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reliability.Common.Internal;
using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints of deployments.</summary>
internal static class DeploymentApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods(
            "/deployments",
            Api.Read,
            async Task<IResult> (
                HttpContext http,
                string? service,
                string? environment,
                string? from,
                string? to,
                string? limit,
                string? after,
                string? format,
                CancellationToken cancellationToken) =>
            {
                bool isCsv = IsCsv(format);
                (DateTimeOffset? start, DateTimeOffset? end) = Api.Period(from, to);
                var query = new DeploymentQuery
                {
                    Service = string.Empty, // Each service is asked in turn.
                    Environment = environment,
                    From = start,
                    To = end,
                    PageSize = Api.Limit(limit, nameof(limit), DeploymentQuery.MaxPageSize),
                    After = Place(after),
                };
                var caller = new Caller(http, name);
                IReadOnlyList<string> services = await ServicesAsync(caller, service).ConfigureAwait(false);
                DeploymentPage page = await PageAsync(caller, services, query, cancellationToken).ConfigureAwait(false);
                if (environment is not null && page.Deployments.Count == 0)
                {
                    await RequireEnvironmentAsync(caller, services, environment, cancellationToken).ConfigureAwait(false);
                }

                if (!isCsv)
                {
                    return Api.Json(new DeploymentList([.. page.Deployments.Select(DeploymentResource.From)], page.Next));
                }

                if (page.Next is { } next)
                {
                    http.Response.Headers["X-Next-After"] = Uri.EscapeDataString(next);
                }

                return TypedResults.Text(DeploymentCsv.Write(page.Deployments), "text/csv", Encoding.UTF8);
            })
            .Describe<DeploymentList>(
                "Deployments",
                "The deployments that started between from and to, the newest first: at most limit of them, by default 100, after the "
                + "place in after. With format=csv the response is CSV, and the header X-Next-After has the next place.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/deployments/{id}",
            Api.Read,
            async (HttpContext http, string id, string? service, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                Deployment one = await FindAsync(caller, id, service, cancellationToken).ConfigureAwait(false);
                return Api.Json(DeploymentResource.From(one, await caller.Get<IDeployments>()
                    .GetHistoryAsync(one.Service, one.Id, cancellationToken).ConfigureAwait(false)));
            })
            .Describe<DeploymentResource>("Deployment", "One deployment and its history. If several services have the ID, state service.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/deployments/{id}/incidents",
            Api.Read,
            async (HttpContext http, string id, string? service, string? limit, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                int count = Api.Limit(limit, nameof(limit), IncidentQuery.MaxPageSize);
                Deployment one = await FindAsync(caller, id, service, cancellationToken).ConfigureAwait(false);
                AttributedIncidentPage page = await caller.Get<IIncidents>().ListByDeploymentAsync(
                    new AttributedIncidentQuery { Service = one.Service, DeploymentIds = [one.Id], MaxCount = count },
                    cancellationToken).ConfigureAwait(false);
                return Api.Json(DeploymentIncidentList.From(one, page));
            })
            .Describe<DeploymentIncidentList>(
                "DeploymentIncidents",
                "What a deployment broke: the incidents that a person attributed to it, or that it is the last deployment before within 24 "
                + "hours, the latest start first, at most limit of them, by default 100. That it came before does not mean that it is the "
                + "cause.")
            .ProducesProblem(400)
            .ProducesProblem(404);
    }

    /// <summary>Returns the deployment that a text names.</summary>
    /// <exception cref="KeyNotFoundException">No service that the caller may reach has such a deployment.</exception>
    /// <exception cref="BadQueryException">Several services have one.</exception>
    public static async ValueTask<Deployment> FindAsync(
        Caller caller, string id, string? service, CancellationToken cancellationToken)
    {
        string decoded = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        List<Deployment> found = [];
        foreach (string one in await ServicesAsync(caller, service).ConfigureAwait(false))
        {
            IDeployments deployments = caller.Get<IDeployments>();
            Deployment? here = await deployments.GetAsync(one, id, cancellationToken).ConfigureAwait(false)
                ?? await deployments.GetAsync(one, decoded, cancellationToken).ConfigureAwait(false);
            if (here is not null)
            {
                found.Add(here);
            }
        }

        return found.Count switch
        {
            1 => found[0],
            0 => throw new KeyNotFoundException($"No deployment has the ID '{Names.Shorten(id)}'."),
            _ => throw new BadQueryException(
                $"service: the services {string.Join(", ", found.Select(one => $"'{Names.Shorten(one.Service)}'"))} have a deployment "
                + $"'{Names.Shorten(id)}' each; state one of them."),
        };
    }

    private static async ValueTask<IReadOnlyList<string>> ServicesAsync(Caller caller, string? service) => service is null
        ? await caller.OnlyAsync(caller.Get<IDeployments>().Services, one => one).ConfigureAwait(false)
        : [await caller.DeployedServiceAsync(service).ConfigureAwait(false)];

    /// <summary>Merges the pages of the services. Places compare by time, so that one place continues all of them.</summary>
    private static async ValueTask<DeploymentPage> PageAsync(
        Caller caller, IReadOnlyList<string> services, DeploymentQuery query, CancellationToken cancellationToken)
    {
        List<Deployment> all = [];
        string? next = null;
        foreach (string service in services)
        {
            DeploymentPage page = await caller.Get<IDeployments>()
                .ListAsync(query with { Service = service }, cancellationToken).ConfigureAwait(false);
            all.AddRange(page.Deployments);
            next ??= page.Next;
        }

        if (services.Count == 1)
        {
            return new DeploymentPage { Deployments = all, Next = next };
        }

        Deployment[] newest =
        [
            .. all.OrderByDescending(one => one.StartedAt.UtcTicks).ThenByDescending(one => one.Id, StringComparer.Ordinal)
                .Take(query.PageSize),
        ];
        return new DeploymentPage
        {
            Deployments = newest,
            Next = next is null && all.Count == newest.Length
                ? null
                : Check.Text($"{newest[^1].StartedAt.UtcTicks}:{newest[^1].Id}"),
        };
    }

    /// <exception cref="KeyNotFoundException">There are deployments, and none to this environment.</exception>
    private static async ValueTask RequireEnvironmentAsync(
        Caller caller, IReadOnlyList<string> services, string environment, CancellationToken cancellationToken)
    {
        DeploymentPage all = await PageAsync(
            caller,
            services,
            new DeploymentQuery { Service = string.Empty, PageSize = DeploymentQuery.MaxPageSize },
            cancellationToken).ConfigureAwait(false);
        string[] known = [.. all.Deployments.Select(one => one.Environment).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (known.Length > 0 && !known.Contains(environment, StringComparer.OrdinalIgnoreCase))
        {
            throw new KeyNotFoundException(Names.Unknown("environment", environment, known));
        }
    }

    private static string? Place(string? after)
    {
        try
        {
            return after is null ? null : new DeploymentQuery { Service = string.Empty, After = after }.After;
        }
        catch (ArgumentException)
        {
            throw new BadQueryException(
                $"after: {Check.Rejection(after, "the value of next of the page before")}");
        }
    }

    private static bool IsCsv(string? format) => format switch
    {
        null or "json" => false,
        "csv" => true,
        _ => throw new BadQueryException($"format: {Check.Rejection(format, "'csv' or 'json' (default)")}"),
    };
}
