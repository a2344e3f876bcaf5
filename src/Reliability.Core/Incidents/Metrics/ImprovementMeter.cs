using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>Computes metrics of improvement from registers. Nothing is stored. This class is safe for concurrent use.</summary>
public sealed class ImprovementMeter : IImprovementMetrics
{
    private readonly IIncidents _incidents;
    private readonly IDeployments? _deployments;
    private readonly IActionSource[] _actions;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance of the <see cref="ImprovementMeter"/> class.</summary>
    /// <param name="incidents">The incidents.</param>
    /// <param name="deployments">The deployments, or <see langword="null"/> if none are recorded.</param>
    /// <param name="actions">The sources of action items, or <see langword="null"/> if there are none.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    public ImprovementMeter(
        IIncidents incidents,
        IDeployments? deployments = null,
        IReadOnlyList<IActionSource>? actions = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(incidents);
        _incidents = incidents;
        _deployments = deployments;
        _actions = Check.Copy(actions ?? []);
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async ValueTask<ImprovementReport> GetMetricsAsync(
        TimeRange range, string? service = null, string? environment = null, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        _ = MetricRange.Of(range, now);
        (IReadOnlyList<ServiceHistory> Services, IReadOnlyList<UnreadableDocument> Unreadable) read =
            await ReadAsync(service, now, cancellationToken).ConfigureAwait(false);
        return Compute(read, range, now, environment);
    }

    /// <inheritdoc/>
    public async ValueTask<ImprovementComparison> CompareAsync(
        TimeRange earlier,
        TimeRange later,
        string? service = null,
        string? environment = null,
        CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        MetricRange.RequireOrder(MetricRange.Of(earlier, now), MetricRange.Of(later, now));
        (IReadOnlyList<ServiceHistory> Services, IReadOnlyList<UnreadableDocument> Unreadable) read =
            await ReadAsync(service, now, cancellationToken).ConfigureAwait(false);
        return ImprovementComparison.Of(Compute(read, earlier, now, environment), Compute(read, later, now, environment));
    }

    /// <inheritdoc/>
    public async ValueTask<IncidentDataQuality> GetDataQualityAsync(
        TimeRange range, string? service = null, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        _ = MetricRange.Of(range, now);
        List<Incident> incidents = [];
        foreach (string name in ServicesOf(service))
        {
            incidents.AddRange(await ReadIncidentsAsync(name, [], cancellationToken).ConfigureAwait(false));
        }

        return IncidentDataQuality.Of(incidents, range, now);
    }

    private static ImprovementReport Compute(
        (IReadOnlyList<ServiceHistory> Services, IReadOnlyList<UnreadableDocument> Unreadable) read,
        TimeRange range,
        DateTimeOffset now,
        string? environment) => ImprovementMetrics.Of(new ImprovementInput
        {
            Range = range,
            AsOf = now,
            Services = read.Services,
            Environment = environment ?? DeploymentDefinition.DefaultEnvironment,
        }) with
        {
            Unreadable = read.Unreadable,
        };

    private IReadOnlyList<string> ServicesOf(string? service) => service is null ? _incidents.Services : [service];

    private async ValueTask<(IReadOnlyList<ServiceHistory> Services, IReadOnlyList<UnreadableDocument> Unreadable)> ReadAsync(
        string? service, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<ServiceHistory> services = [];
        List<UnreadableDocument> unreadable = [];
        foreach (string name in ServicesOf(service))
        {
            services.Add(new ServiceHistory
            {
                Service = name,
                Incidents = await ReadIncidentsAsync(name, unreadable, cancellationToken).ConfigureAwait(false),
                Deployments = await ReadDeploymentsAsync(name, now, cancellationToken).ConfigureAwait(false),
                Actions = await ReadActionsAsync(name, cancellationToken).ConfigureAwait(false),
            });
        }

        return (services, unreadable);
    }

    /// <summary>Reads all incidents: a link can lead to one of any age, and one of any age can still affect users.</summary>
    private async ValueTask<List<Incident>> ReadIncidentsAsync(
        string service, List<UnreadableDocument> unreadable, CancellationToken cancellationToken)
    {
        List<Incident> incidents = [];
        await foreach (Incident one in _incidents.ReadAllAsync(new IncidentQuery { Service = service }, unreadable, cancellationToken)
            .ConfigureAwait(false))
        {
            incidents.Add(one);
        }

        return incidents;
    }

    private async ValueTask<List<Deployment>?> ReadDeploymentsAsync(
        string service, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_deployments?.Services.Contains(service, StringComparer.Ordinal) != true)
        {
            return null;
        }

        List<Deployment> deployments = [];
        await foreach (Deployment one in _deployments.ReadAllAsync(
            new DeploymentQuery { Service = service, To = now }, cancellationToken).ConfigureAwait(false))
        {
            deployments.Add(one);
        }

        return deployments;
    }

    private async ValueTask<List<ActionItem>?> ReadActionsAsync(string service, CancellationToken cancellationToken)
    {
        if (_actions.Length == 0)
        {
            return null;
        }

        List<ActionItem> actions = [];
        foreach (IActionSource source in _actions)
        {
            actions.AddRange(await source.GetActionsAsync(service, cancellationToken).ConfigureAwait(false));
        }

        return actions;
    }
}
