using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Reliability.Common.Internal;
using Reliability.Releases.Internal;
using Reliability.Storage;

namespace Reliability.Releases;

/// <summary>
/// Keeps deployments in an event log. Each change is decided from the whole history of the service, and is appended only if nobody has
/// appended since, so that of several processes that decide the same, one records it. This class is safe for concurrent use.
/// </summary>
public sealed class DeploymentRegister : IDeployments
{
    /// <summary>How far a time may be ahead of the clock of this process: 10 minutes.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(10);

    private readonly IEventLog _log;
    private readonly TimeProvider _timeProvider;
    private readonly ConcurrentDictionary<string, DeploymentState> _states = new(StringComparer.Ordinal);

    /// <summary>
    /// Initializes a new instance of the <see cref="DeploymentRegister"/> class. The constructor does not access a store.
    /// </summary>
    /// <param name="log">The store of the history. The register does not dispose it.</param>
    /// <param name="services">The services.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <exception cref="ArgumentException">A service has a name that is not valid.</exception>
    public DeploymentRegister(IEventLog log, IEnumerable<string> services, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(services);
        _log = log;
        Services = [.. services.Select(one => Owned.RequireService(one, nameof(services))).Distinct(StringComparer.Ordinal)];
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Services { get; }

    /// <inheritdoc/>
    public ValueTask<DeploymentUpdate> StartAsync(DeploymentStart request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(
            request.Definition.Service, request.Id, (state, now) => DeploymentRules.Decide(state, request, now), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<DeploymentUpdate> FinishAsync(DeploymentFinish request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(
            request.Service, request.DeploymentId, (state, now) => DeploymentRules.Decide(state, request, now), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<DeploymentUpdate> RecordAsync(CompletedDeployment request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(
            request.Definition.Service, request.Id, (state, now) => DeploymentRules.Decide(state, request, now), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<DeploymentUpdate> AttachTestsAsync(DeploymentTestReport request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(
            request.Service, request.DeploymentId, (state, _) => DeploymentRules.Decide(state, request), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Deployment?> ObserveAsync(DeploymentObservation observation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observation);
        RequireService(observation.Service);
        while (true)
        {
            DeploymentState state = await ReadAsync(observation.Service, cancellationToken).ConfigureAwait(false);
            DateTimeOffset now = _timeProvider.GetUtcNow();
            if (ObservationRule.Decide([.. state.In(observation.Environment)], observation, now) is not { } found)
            {
                return null;
            }

            DeploymentRecord record = Of(observation, found.StartedAt, found.RollbackOf, state);
            if (await TryAppendAsync(observation.Service, DeploymentRecord.ObservedType, record, state, now, cancellationToken)
                .ConfigureAwait(false))
            {
                return (await ReadAsync(observation.Service, cancellationToken).ConfigureAwait(false)).Find(record.Id);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Deployment?> GetAsync(string service, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        RequireService(service);
        return (await ReadAsync(service, cancellationToken).ConfigureAwait(false)).Find(id);
    }

    /// <inheritdoc/>
    public async ValueTask<DeploymentPage> ListAsync(DeploymentQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        RequireService(query.Service);
        DeploymentState state = await ReadAsync(query.Service, cancellationToken).ConfigureAwait(false);
        DeploymentPlace? after = query.After is null ? null : DeploymentPlace.Parse(query.After);
        List<Deployment> page = [];
        for (int i = state.Deployments.Count - 1; i >= 0; i--)
        {
            Deployment one = state.Deployments[i];
            if (one.StartedAt < query.From)
            {
                break;
            }

            if ((after is { } place && DeploymentPlace.Compare(DeploymentPlace.Of(one), place) >= 0)
                || one.StartedAt >= query.To
                || (query.Environment is { } environment && !DeploymentState.IsIn(one, environment)))
            {
                continue;
            }

            if (page.Count == query.PageSize)
            {
                return new DeploymentPage { Deployments = page, Next = DeploymentPlace.Of(page[^1]).ToString() };
            }

            page.Add(one);
        }

        return new DeploymentPage { Deployments = page };
    }

    /// <inheritdoc/>
    public async ValueTask<Deployment?> GetLiveAsync(
        string service, string? environment = null, CancellationToken cancellationToken = default)
    {
        RequireService(service);
        DeploymentState state = await ReadAsync(service, cancellationToken).ConfigureAwait(false);
        return DeploymentState.LiveOf(state.In(environment ?? DeploymentDefinition.DefaultEnvironment));
    }

    /// <inheritdoc/>
    public async ValueTask<DeploymentAttribution> AttributeAsync(
        string service,
        DateTimeOffset at,
        string? deploymentId = null,
        string? environment = null,
        TimeSpan? limit = null,
        CancellationToken cancellationToken = default)
    {
        RequireService(service);
        DeploymentState state = await ReadAsync(service, cancellationToken).ConfigureAwait(false);
        return DeploymentAttribution.Of(state.Deployments, at, deploymentId, environment, limit);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DeploymentChange>> GetHistoryAsync(
        string service, string? deploymentId = null, CancellationToken cancellationToken = default)
    {
        RequireService(service);
        return
        [
            .. (await Stream(service).ReadAllAsync(0, cancellationToken).ConfigureAwait(false))
                .Select(Of)
                .Where(one => deploymentId is null || one.DeploymentId == deploymentId),
        ];
    }

    private static DeploymentChange Of(AuditEntry<DeploymentRecord> entry) => new()
    {
        Position = entry.Position,
        Kind = DeploymentRecord.KindOf(entry.Type),
        Id = entry.Record?.Id ?? string.Empty,
        DeploymentId = entry.Record?.Deployment ?? entry.Record?.Id ?? string.Empty,
        By = entry.Record?.By ?? string.Empty,
        Reason = entry.Record?.Reason ?? $"An entry of the type '{entry.Type}', which this version does not know. Update the package.",
        RecordedAt = entry.Time,
    };

    /// <summary>The ID is the same in every process that decides the same from the same history.</summary>
    private static DeploymentRecord Of(
        DeploymentObservation observation, DateTimeOffset startedAt, string? rollbackOf, DeploymentState state)
    {
        string text = Check.Text($"{state.Position}\n{observation.Environment.ToUpperInvariant()}\n{observation.Version}");
        return new DeploymentRecord
        {
            Id = "host-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24],
            By = observation.By,
            Reason = rollbackOf is null
                ? "A host runs this version, which is not the one that was deployed last."
                : "A host runs this version, and no host has run the one that was deployed last.",
            Environment = observation.Environment,
            Version = observation.Version,
            StartedAt = startedAt.ToUniversalTime(),
            EndedAt = startedAt.ToUniversalTime(),
            Status = DeploymentWords.Status.Word(DeploymentStatus.Succeeded),
            RollbackOf = rollbackOf,
        };
    }

    /// <summary>Decides, and appends what was decided unless somebody has appended since; then it decides again.</summary>
    private async ValueTask<DeploymentUpdate> ChangeAsync(
        string service,
        string deploymentId,
        Func<DeploymentState, DateTimeOffset, DeploymentDecision> decide,
        CancellationToken cancellationToken)
    {
        RequireService(service);
        while (true)
        {
            DeploymentState state = await ReadAsync(service, cancellationToken).ConfigureAwait(false);
            DateTimeOffset now = _timeProvider.GetUtcNow();
            DeploymentDecision decision = decide(state, now);
            if (decision.Answer is { } answer)
            {
                return answer;
            }

            if (await TryAppendAsync(service, decision.Type!, decision.Record!, state, now, cancellationToken).ConfigureAwait(false))
            {
                DeploymentState after = await ReadAsync(service, cancellationToken).ConfigureAwait(false);
                return new DeploymentUpdate { Outcome = DeploymentOutcome.Stored, Current = after.Find(deploymentId) };
            }
        }
    }

    private async ValueTask<bool> TryAppendAsync(
        string service,
        string type,
        DeploymentRecord record,
        DeploymentState state,
        DateTimeOffset now,
        CancellationToken cancellationToken) => await Stream(service)
        .TryAppendAsync(StoreName.Join("change:", record.Id), type, now, record, state.Position, cancellationToken)
        .ConfigureAwait(false) is not null;

    private async ValueTask<DeploymentState> ReadAsync(string service, CancellationToken cancellationToken)
    {
        DeploymentState known = _states.GetValueOrDefault(service, DeploymentState.Empty);
        IReadOnlyList<AuditEntry<DeploymentRecord>> entries =
            await Stream(service).ReadAllAsync(known.Position, cancellationToken).ConfigureAwait(false);
        if (entries.Count == 0)
        {
            return known;
        }

        // Somebody else may have read meanwhile; a history only grows, so that the longer one is the newer.
        DeploymentState read = known.With(service, entries);
        return _states.AddOrUpdate(service, read, (_, other) => other.Position > read.Position ? other : read);
    }

    private AuditStream<DeploymentRecord> Stream(string service) => new(_log, service);

    private void RequireService(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (!Services.Contains(service, StringComparer.Ordinal))
        {
            throw new KeyNotFoundException(Names.Unknown("service", service, Services));
        }
    }
}
