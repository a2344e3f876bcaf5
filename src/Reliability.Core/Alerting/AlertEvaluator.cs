using System.Collections.Concurrent;
using System.Text.Json;
using Reliability.Alerting.Internal;
using Reliability.Slos;
using Reliability.Slos.Internal;
using Reliability.Storage;
using Reliability.Storage.Internal;

namespace Reliability.Alerting;

/// <summary>Judges the alerts of all objectives and tells of what changed. Run it under a lease, so that ten processes fire one alert.</summary>
/// <remarks>
/// A transition is stored before anybody is told, together with who is still to be told: an evaluator that dies in between is
/// followed by one that tells. Everybody is told at least once. Not safe for concurrent use; several processes may run one each.
/// </remarks>
public sealed class AlertEvaluator : IAlerts, IReleaseObjector
{
    /// <summary>How long one attempt to tell somebody may take: 10 seconds.</summary>
    public static readonly TimeSpan NotifyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How often it is tried to tell somebody: 8 times, with pauses of 10 seconds that double, up to 10 minutes.</summary>
    public const int MaxAttempts = 8;

    private const string Collection = "alerts";
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    private readonly IErrorBudgets _budgets;
    private readonly IDocumentStore _documents;
    private readonly IEventLog _events;
    private readonly IReadOnlyList<IAlertNotifier> _notifiers;
    private readonly IReadOnlyList<string> _told;
    private readonly AlertBehavior _behavior;
    private readonly TimeProvider _timeProvider;
    private readonly DateTimeOffset _startedAt;
    private readonly ConcurrentDictionary<string, AlertConflict> _conflicts = new(StringComparer.Ordinal);

    /// <summary>Creates an evaluator. Nothing is read or written yet.</summary>
    /// <param name="budgets">The objectives and what their rules see.</param>
    /// <param name="documents">Where the states are kept. It is not disposed.</param>
    /// <param name="events">Where the history is kept: a stream <c>alerts:{service}</c> each. It is not disposed.</param>
    /// <param name="notifiers">Who is told.</param>
    /// <param name="behavior">How long things must hold; the defaults when left out.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    /// <param name="policies">What is to happen when little of a budget remains; nothing when left out.</param>
    /// <exception cref="ArgumentException">Two policies share a name, or one is about an objective that does not exist. Two notifiers share a name, or one has none that is legal (see <see cref="IAlertNotifier.Name"/>).</exception>
    public AlertEvaluator(
        IErrorBudgets budgets,
        IDocumentStore documents,
        IEventLog events,
        IEnumerable<IAlertNotifier> notifiers,
        AlertBehavior? behavior = null,
        TimeProvider? timeProvider = null,
        IEnumerable<BudgetPolicy>? policies = null)
    {
        ArgumentNullException.ThrowIfNull(budgets);
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(notifiers);
        _budgets = budgets;
        _documents = documents;
        _events = events;
        Policies = [.. policies ?? []];
        foreach (BudgetPolicy policy in Policies)
        {
            if (budgets.Objectives.All(slo => slo.Name != policy.Slo))
            {
                throw new ArgumentException($"Policy '{policy.Name}' is about the objective '{policy.Slo}', which does not exist. Declared are: {SloSet.Names(budgets.Objectives)}.", nameof(policies));
            }
        }

        _notifiers = [.. notifiers, .. Policies.Where(policy => policy.Action is not null).Select(policy => new PolicyAction(policy))];
        _told = [.. _notifiers.Where(one => one is not PolicyAction).Select(one => one.Name)];
        if (Policies.GroupBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } same)
        {
            throw new ArgumentException($"Two policies are named '{same.Key}'; each has a name of its own.", nameof(policies));
        }

        foreach (IAlertNotifier notifier in _notifiers)
        {
            StoreName.Require(notifier.Name, nameof(notifiers));
        }

        if (_notifiers.GroupBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"Two notifiers are named '{twice.Key}'; each has a name of its own.", nameof(notifiers));
        }

        _behavior = behavior ?? AlertBehavior.Default;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _startedAt = _timeProvider.GetUtcNow();
    }

    /// <inheritdoc/>
    public IReadOnlyList<BudgetPolicy> Policies { get; }

    /// <inheritdoc/>
    public IReadOnlyList<AlertConflict> Conflicts => [.. _conflicts.Values.OrderBy(one => one.Slo, StringComparer.Ordinal)];

    /// <summary>
    /// Says which definitions this process has, when it starts: from then on processes that started earlier with others leave those objectives to
    /// it. Needs no lease.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; announcing again is safe.</param>
    /// <exception cref="StoreException">The store could not be read or written.</exception>
    public async ValueTask AnnounceAsync(CancellationToken cancellationToken = default)
    {
        foreach (SloDefinition slo in Watched())
        {
            var id = new DocumentId(slo.Service, Collection, slo.Name);
            WriteOutcome outcome;
            do
            {
                Document? stored = await _documents.GetAsync(id, cancellationToken).ConfigureAwait(false);
                AlertDocument state = stored is null ? new AlertDocument() : Read(stored);
                if (state.Definition == AlertText.Definition(slo, PoliciesOf(slo)) || state.DefinedAt > _startedAt)
                {
                    break;
                }

                string json = Write(state with { Definition = AlertText.Definition(slo, PoliciesOf(slo)), DefinedAt = _startedAt });
                DocumentWrite write = stored is null ? DocumentWrite.Create(id, json) : DocumentWrite.Replace(id, stored.ETag, json);
                outcome = await _documents.PutAsync(write, cancellationToken).ConfigureAwait(false);
            }
            while (outcome != WriteOutcome.Stored);
        }
    }

    /// <summary>Judges every objective that has alert rules, once, then tells of what changed.</summary>
    /// <param name="token">The fencing token of the lease under which this runs; what a larger one wrote is left alone.</param>
    /// <param name="cancellationToken">Ends the run; the next goes on from there.</param>
    /// <returns>What went wrong, by objective or notifier; it did not stop the others.</returns>
    public async ValueTask<IReadOnlyList<Exception>> RunAsync(long token, CancellationToken cancellationToken = default)
    {
        List<Exception> faults = [];
        List<(DocumentWrite Written, AlertDocument State)> open = [];
        foreach (SloDefinition slo in Watched())
        {
            try
            {
                if (await JudgeAsync(slo, token, cancellationToken).ConfigureAwait(false) is { } written && written.State.Outbox.Count > 0)
                {
                    open.Add(written);
                }
            }
            catch (Exception e) when (e is ReliabilityException or JsonException)
            {
                faults.Add(e);
            }
        }

        var courier = new AlertCourier(_notifiers, _events, _timeProvider, faults);
        foreach ((DocumentWrite written, AlertDocument state) in open)
        {
            try
            {
                AlertDocument told = await courier.TellAsync(state, cancellationToken).ConfigureAwait(false);
                await _documents.PutAsync(DocumentWrite.Replace(written.Id, written.ETag, Write(told)), cancellationToken).ConfigureAwait(false);
            }
            catch (ReliabilityException e)
            {
                faults.Add(e);
            }
        }

        return faults;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertStatus>> GetCurrentAsync(CancellationToken cancellationToken = default) =>
        [.. (await ReadAllAsync(cancellationToken).ConfigureAwait(false)).SelectMany(one => one.Alerts).Select(one => one.Status)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<UndeliveredNotification>> GetUndeliveredAsync(CancellationToken cancellationToken = default) =>
        [.. (await ReadAllAsync(cancellationToken).ConfigureAwait(false)).SelectMany(one => one.Undelivered).OrderByDescending(one => one.GivenUpAt)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertNotification>> GetHistoryAsync(string service, int maxCount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (maxCount is < 1 or > 1000)
        {
            throw new ArgumentOutOfRangeException(nameof(maxCount), maxCount, "A history has 1 to 1000 entries.");
        }

        StreamId stream = StreamName.OfAlerts(service);
        long last = await _events.GetLastPositionAsync(stream, cancellationToken).ConfigureAwait(false);
        List<AlertNotification> history = [];
        await foreach (StoredEvent one in _events.ReadAsync(new EventQuery(stream, Math.Max(0, last - maxCount), maxCount), cancellationToken).ConfigureAwait(false))
        {
            history.Add(JsonSerializer.Deserialize(one.Json, AlertJson.Default.AlertNotification)!);
        }

        history.Reverse();
        return history;
    }

    /// <summary>The policies that keep the releases of a service frozen now.</summary>
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GateReason>> GetObjectionsAsync(string service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        List<GateReason> frozen = [];
        foreach (SloDefinition slo in _budgets.Objectives.Where(one => one.Service == service))
        {
            BudgetPolicy[] freezing = [.. PoliciesOf(slo).Where(policy => policy is { FreezesReleases: true, IsDryRun: false })];
            if (freezing.Length > 0 && await _documents.GetAsync(new DocumentId(slo.Service, Collection, slo.Name), cancellationToken).ConfigureAwait(false) is { } stored)
            {
                frozen.AddRange(Read(stored).Alerts
                    .Where(alert => alert.Status.State == AlertState.Firing && freezing.Any(policy => policy.Rule == alert.Status.Rule))
                    .Select(alert => new GateReason(GateVerdict.Block, GateCode.PolicyFreeze, slo.Name, $"{alert.Status.Rule} froze releases. {alert.Status.Explanation} {alert.Status.ClearsWhen}")));
            }
        }

        return frozen;
    }

    /// <summary>The pause before the next attempt.</summary>
    internal static TimeSpan PauseAfter(int attempts)
    {
        TimeSpan pause = NotifyTimeout * Math.Pow(2, attempts - 1);
        return pause < LongestPause ? pause : LongestPause;
    }

    private static string Write(AlertDocument state) => JsonSerializer.Serialize(state, AlertJson.Default.AlertDocument);

    private static AlertDocument Read(Document document)
    {
        AlertDocument state = JsonSerializer.Deserialize(document.Json, AlertJson.Default.AlertDocument)!;
        return state.Version <= AlertDocument.CurrentVersion
            ? state
            : throw new ReliabilityException($"The alerts of '{document.Id.Id}' are stored in format {state.Version}, and this library knows formats up to {AlertDocument.CurrentVersion}; update the library.");
    }

    /// <returns>What is stored now; null when somebody else answers for the objective.</returns>
    private async ValueTask<(DocumentWrite Written, AlertDocument State)?> JudgeAsync(SloDefinition slo, long token, CancellationToken cancellationToken)
    {
        var id = new DocumentId(slo.Service, Collection, slo.Name);
        Document? stored = await _documents.GetAsync(id, cancellationToken).ConfigureAwait(false);
        AlertDocument before = stored is null ? new AlertDocument() : Read(stored);
        if (before.Token > token || !IsOurs(slo, before))
        {
            return null;
        }

        DateTimeOffset now = _timeProvider.GetUtcNow();
        IReadOnlyList<JudgedRule> rules = await LookAsync(slo, before, cancellationToken).ConfigureAwait(false);
        AlertDocument after = new AlertJudge(slo, _behavior).Judge(before, rules, now) with
        {
            Token = token,
            Definition = AlertText.Definition(slo, PoliciesOf(slo)),
            DefinedAt = before.DefinedAt > _startedAt ? before.DefinedAt : _startedAt,
            WrittenAt = now,
        };
        if (stored is not null && IsQuiet(before, after, now))
        {
            return null;
        }

        string json = Write(after);
        DocumentWrite write = stored is null ? DocumentWrite.Create(id, json) : DocumentWrite.Replace(id, stored.ETag, json);
        return await _documents.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored ? (write, after) : null;
    }

    /// <summary>What the rules of an objective and its policies see.</summary>
    private async ValueTask<IReadOnlyList<JudgedRule>> LookAsync(SloDefinition slo, AlertDocument before, CancellationToken cancellationToken)
    {
        var view = new AlertView(_behavior, _told);
        List<JudgedRule> rules = [];
        if (slo.Alerts.Count > 0)
        {
            IReadOnlyList<AlertReading> readings = await _budgets.GetAlertsAsync(slo.Name, cancellationToken).ConfigureAwait(false);
            rules.AddRange(slo.Alerts.Select((rule, i) => view.Of(slo, rule, readings[i])));
        }

        if (PoliciesOf(slo).Any())
        {
            BudgetStatus budget = await _budgets.GetStatusAsync(slo.Name, cancellationToken).ConfigureAwait(false);
            rules.AddRange(PoliciesOf(slo).Select(policy => view.Of(policy, budget, before.Alerts.Any(one => one.Status.Rule == policy.Rule && one.Progress.State == AlertState.Firing))));
        }

        return rules;
    }

    private IEnumerable<BudgetPolicy> PoliciesOf(SloDefinition slo) => Policies.Where(policy => policy.Slo == slo.Name);

    private IEnumerable<SloDefinition> Watched() => _budgets.Objectives.Where(slo => slo.Alerts.Count > 0 || PoliciesOf(slo).Any());

    /// <summary>Whether this process answers for an objective: the newest definition counts, and an older one waits until it is gone.</summary>
    private bool IsOurs(SloDefinition slo, AlertDocument stored)
    {
        bool isConflict = stored.Definition.Length > 0 && stored.Definition != AlertText.Definition(slo, PoliciesOf(slo)) && stored.DefinedAt > _startedAt;
        if (isConflict)
        {
            _conflicts[slo.Name] = new AlertConflict(slo.Name, stored.DefinedAt, _startedAt);
        }
        else
        {
            _conflicts.TryRemove(slo.Name, out _);
        }

        return !isConflict;
    }

    /// <summary>Whether nothing changed but the time, and that is told often enough.</summary>
    private static bool IsQuiet(AlertDocument before, AlertDocument after, DateTimeOffset now) =>
        after.Outbox.Count == 0
        && before.Definition == after.Definition
        && before.Alerts.Count == after.Alerts.Count
        && before.Alerts.Concat(after.Alerts).All(one => one.Progress.State == AlertState.Inactive)
        && now >= before.WrittenAt && now - before.WrittenAt < Freshness;

    private async ValueTask<List<AlertDocument>> ReadAllAsync(CancellationToken cancellationToken)
    {
        List<AlertDocument> all = [];
        foreach (SloDefinition slo in Watched())
        {
            if (await _documents.GetAsync(new DocumentId(slo.Service, Collection, slo.Name), cancellationToken).ConfigureAwait(false) is { } stored)
            {
                all.Add(Read(stored));
            }
        }

        return all;
    }
}
