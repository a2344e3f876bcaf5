using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common.Internal;
using Reliability.Experiments;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The caller of a request to a setup, and the only way from a request to the data of a service: whatever an endpoint returns or changes
/// is named by <see cref="ServiceAsync"/> or <see cref="ObjectiveAsync"/>, or selected by <see cref="OfEachAsync"/> or
/// <see cref="OnlyAsync"/>. Without <c>RequireServiceAuthorization</c>, the caller may reach every service of the setup.
/// </summary>
internal sealed class Caller(HttpContext http, string name, Endpoint? endpoint = null)
{
    private readonly IReadOnlyList<ServicePolicy> _policies =
        (endpoint ?? http.GetEndpoint())?.Metadata.GetOrderedMetadata<ServicePolicy>() ?? [];

    private readonly Dictionary<string, bool> _mayReach = new(StringComparer.Ordinal);

    public IErrorBudgets Budgets => Get<IErrorBudgets>();

    /// <summary>Returns a part of the setup.</summary>
    public T Get<T>()
        where T : notnull => http.RequestServices.GetRequiredKeyedService<T>(name);

    /// <summary>Returns the service that a text names.</summary>
    /// <exception cref="KeyNotFoundException">No objective belongs to such a service.</exception>
    /// <exception cref="ForbiddenException">The caller may not reach it.</exception>
    public async ValueTask<string> ServiceAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] services = [.. Budgets.Objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal)];
        string known = Find(services, text) ?? throw new KeyNotFoundException(
            $"No objective belongs to a service named '{Names.Shorten(text)}'. Services are: "
            + $"{Names.Nearest(text, await OnlyAsync(services, one => one).ConfigureAwait(false))}.");
        return await MayReachAsync(known).ConfigureAwait(false)
            ? known
            : throw new ForbiddenException($"The caller is not authorized for the service '{Names.Shorten(known)}'.");
    }

    /// <summary>Returns the service that a text names, of those whose deployments are recorded.</summary>
    /// <exception cref="KeyNotFoundException">There is no such service.</exception>
    /// <exception cref="ForbiddenException">The caller may not reach it.</exception>
    public async ValueTask<string> DeployedServiceAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        IReadOnlyList<string> services = Get<IDeployments>().Services;
        string known = Find(services, text) ?? throw new KeyNotFoundException(
            Names.Unknown("service", text, await OnlyAsync(services, one => one).ConfigureAwait(false)));
        return await MayReachAsync(known).ConfigureAwait(false)
            ? known
            : throw new ForbiddenException($"The caller is not authorized for the service '{Names.Shorten(known)}'.");
    }

    /// <summary>Returns the objective that a text names.</summary>
    /// <exception cref="KeyNotFoundException">There is no such objective.</exception>
    /// <exception cref="ForbiddenException">The caller may not reach its service.</exception>
    public async ValueTask<SloDefinition> ObjectiveAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string known = Find(Budgets.Objectives.Select(slo => slo.Name), text) ?? throw new KeyNotFoundException(Names.Unknown(
            "objective",
            text,
            (await OnlyAsync(Budgets.Objectives, slo => slo.Service).ConfigureAwait(false)).Select(slo => slo.Name)));
        SloDefinition objective = Budgets.Objectives.First(slo => slo.Name == known);
        return await MayReachAsync(objective.Service).ConfigureAwait(false)
            ? objective
            : throw new ForbiddenException($"The caller is not authorized for the service of the objective '{Names.Shorten(known)}'.");
    }

    /// <summary>Returns the metric that a text names; an objective is a metric too.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric.</exception>
    /// <exception cref="ForbiddenException">The caller may not reach its service.</exception>
    public async ValueTask<MetricDefinition> MetricAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        IReadOnlyList<MetricDefinition> metrics = Get<ITrends>().Metrics;
        string known = Find(metrics.Select(one => one.Name), text) ?? throw new KeyNotFoundException(Names.Unknown(
            "metric",
            text,
            (await OnlyAsync(metrics, one => one.Service).ConfigureAwait(false)).Select(one => one.Name)));
        MetricDefinition metric = metrics.First(one => one.Name == known);
        return await MayReachAsync(metric.Service).ConfigureAwait(false)
            ? metric
            : throw new ForbiddenException($"The caller is not authorized for the service of the metric '{Names.Shorten(known)}'.");
    }

    /// <summary>Returns the experiment that a text names.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="ForbiddenException">The caller may not reach its service.</exception>
    public async ValueTask<Experiment> ExperimentAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        IExperiments experiments = Get<IExperiments>();
        Experiment? found = await FindAsync(text).ConfigureAwait(false)
            ?? (Decoded(text) is var decoded && decoded != text ? await FindAsync(decoded).ConfigureAwait(false) : null);
        if (found is null)
        {
            // Of a key that has both a slash and its code, the path keeps no difference.
            (IReadOnlyList<Experiment> all, _) = await ExperimentsAsync(cancellationToken).ConfigureAwait(false);
            return all.FirstOrDefault(one => Decoded(one.Definition.Key) == Decoded(text)) ?? throw new KeyNotFoundException(
                Names.Unknown("experiment", text, all.Select(one => one.Definition.Key)));
        }

        return await MayReachAsync(found.Service).ConfigureAwait(false)
            ? found
            : throw new ForbiddenException(
                $"The caller is not authorized for the service of the experiment '{Names.Shorten(found.Definition.Key)}'.");

        async ValueTask<Experiment?> FindAsync(string key)
        {
            try
            {
                return await experiments.GetAsync(key, cancellationToken).ConfigureAwait(false);
            }
            catch (ArgumentException)
            {
                return null; // No experiment can have such a key.
            }
        }
    }

    /// <summary>
    /// Returns the experiments of the setup whose service the caller may reach, by the order of their keys, and those that cannot be read.
    /// </summary>
    public async ValueTask<(IReadOnlyList<Experiment> All, IReadOnlyList<SkippedExperiment> Unreadable)> ExperimentsAsync(
        CancellationToken cancellationToken)
    {
        IExperiments experiments = Get<IExperiments>();
        List<Experiment> all = [];
        if (!await MayReachAsync(experiments.Service).ConfigureAwait(false))
        {
            return (all, []);
        }

        try
        {
            await foreach (Experiment one in experiments.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                all.Add(one);
            }

            return (all, []);
        }
        catch (UnreadableExperimentsException e)
        {
            return (all, e.Experiments);
        }
    }

    /// <summary>Reads what belongs to the services that the caller may reach, and nothing of the others.</summary>
    /// <param name="read">Reads the items of a service, or those of all services if it is null.</param>
    public async ValueTask<IReadOnlyList<T>> OfEachAsync<T>(Func<string?, ValueTask<IReadOnlyList<T>>> read)
    {
        if (_policies.Count == 0)
        {
            return await read(null).ConfigureAwait(false);
        }

        List<T> items = [];
        IEnumerable<string> services = Budgets.Objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal);
        foreach (string service in await OnlyAsync(services, one => one).ConfigureAwait(false))
        {
            items.AddRange(await read(service).ConfigureAwait(false));
        }

        return items;
    }

    /// <summary>Returns the items whose service the caller may reach.</summary>
    public async ValueTask<IReadOnlyList<T>> OnlyAsync<T>(IEnumerable<T> items, Func<T, string> service)
    {
        List<T> reachable = [];
        foreach (T item in items)
        {
            if (await MayReachAsync(service(item)).ConfigureAwait(false))
            {
                reachable.Add(item);
            }
        }

        return reachable;
    }

    /// <summary>Returns the items whose metric or objective belongs to a service that the caller may reach.</summary>
    public ValueTask<IReadOnlyList<T>> OnlyOfMetricsAsync<T>(IEnumerable<T> items, Func<T, string> metric)
    {
        // An objective is a metric too.
        var services = Get<ITrends>().Metrics.ToDictionary(one => one.Name, one => one.Service, StringComparer.Ordinal);
        return OnlyAsync(items, item => services[metric(item)]);
    }

    /// <summary>Finds a name from the text of a path, in which a server keeps an encoded slash unchanged.</summary>
    private static string? Find(IEnumerable<string> names, string text)
    {
        string decoded = Decoded(text);

        // Of a name that has both a slash and its code, the path keeps no difference.
        return names.FirstOrDefault(name => name == text) ?? names.FirstOrDefault(name => name == decoded)
            ?? names.FirstOrDefault(name => Decoded(name) == decoded);
    }

    private static string Decoded(string text) => text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private async ValueTask<bool> MayReachAsync(string service)
    {
        if (!_mayReach.TryGetValue(service, out bool mayReach))
        {
            mayReach = true;
            var resource = new ReliabilityService { Name = service };
            foreach (ServicePolicy policy in _policies)
            {
                AuthorizationResult result = await http.RequestServices.GetRequiredService<IAuthorizationService>()
                    .AuthorizeAsync(http.User, resource, policy.Name).ConfigureAwait(false);
                mayReach &= result.Succeeded;
            }

            _mayReach.Add(service, mayReach);
        }

        return mayReach;
    }
}
