using Reliability.Alerting.Internal;
using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Alerting;

/// <summary>
/// Evaluates the alerts of objectives and notifies of what changed. The process that holds the right to an objective evaluates it
/// (<see cref="JobCoordinator"/>), so that ten
/// processes fire one alert.
/// </summary>
/// <remarks>
/// A transition is stored before any notifier is called, together with the notifiers that are still to be called: when a process dies in
/// between, the next one delivers. Delivery is
/// at least once. Not safe for concurrent use; several processes may run one each.
/// </remarks>
public sealed class AlertEvaluator : IAlerts, IReleaseCheck
{
    /// <summary>How long one attempt to notify may take: 10 seconds.</summary>
    public static readonly TimeSpan NotifyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The number of attempts to notify: 8, with pauses of 10 seconds that double, up to 10 minutes.</summary>
    public const int MaxAttempts = 8;

    /// <summary>The <see cref="JobSubject.Kind"/> of an objective.</summary>
    public const string SubjectKind = "objective";

    /// <summary>The longest pause between two attempts.</summary>
    internal static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(10);

    private readonly WatchedObjectives _objectives;
    private readonly AlertChanges _changes;
    private readonly AlertDelivery _delivery;
    private readonly AlertReader _reader;
    private readonly ReleaseFreeze _freeze;

    /// <summary>Creates an evaluator. Nothing is read or written yet.</summary>
    /// <param name="budgets">The objectives and what their rules see.</param>
    /// <param name="documents">
    /// Where the states are kept, a document <c>alerts/{objective}</c> of its service each. It is not disposed.
    /// </param>
    /// <param name="events">Where the history is kept: a stream <c>alerts</c> of each service. It is not disposed.</param>
    /// <param name="notifiers">Who is told.</param>
    /// <param name="behavior">How long things must hold; the defaults when left out.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    /// <param name="policies">What is to happen when little of a budget remains; nothing when left out.</param>
    /// <param name="jobs">
    /// Knows which processes are alive, so that <see cref="GetOrphanedAsync"/> knows what they declare; when left out, this process counts
    /// as the only one.
    /// </param>
    /// <exception cref="ArgumentException">
    /// Two policies share a name, or one is about an objective that does not exist. Two notifiers share a name, or one has none that is
    /// legal (see <see cref="IAlertNotifier.Name"/>).
    /// </exception>
    public AlertEvaluator(
        IErrorBudgets budgets,
        IDocumentStore documents,
        IEventLog events,
        IEnumerable<IAlertNotifier> notifiers,
        AlertBehavior? behavior = null,
        TimeProvider? timeProvider = null,
        IEnumerable<BudgetPolicy>? policies = null,
        JobCoordinator? jobs = null)
    {
        ArgumentNullException.ThrowIfNull(budgets);
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(notifiers);
        timeProvider ??= TimeProvider.System;
        Policies = [.. policies ?? []];
        IReadOnlyList<IAlertNotifier> all =
        [
            .. notifiers,
            .. Policies.Where(policy => policy.Action is not null).Select(policy => new PolicyAction(policy)),
        ];
        RequireNames(all);
        string[] told = [.. all.Where(one => one is not PolicyAction).Select(one => one.Name)];
        var books = new AlertBooks(documents);
        _objectives = new WatchedObjectives(budgets.Objectives, Policies);
        _changes = new AlertChanges(
            books,
            new AlertDesk(budgets, behavior ?? AlertBehavior.Default, told, _objectives.PoliciesOf, timeProvider),
            _objectives);
        _delivery = new AlertDelivery(books, events, all, timeProvider);
        _reader = new AlertReader(budgets, books, events, _objectives, jobs);
        _freeze = new ReleaseFreeze(budgets, books, _objectives);
    }

    /// <inheritdoc/>
    public IReadOnlyList<BudgetPolicy> Policies { get; }

    /// <summary>All objectives as this process defines them: target, measure, window, rules and policies.</summary>
    public IReadOnlyList<JobSubject> Subjects => _objectives.Subjects;

    /// <summary>The objectives among <see cref="Subjects"/> that have alert rules or policies.</summary>
    public IReadOnlyList<JobSubject> Watched => _objectives.Watched;

    /// <summary>Evaluates objectives once, then notifies of what changed.</summary>
    /// <param name="claims">
    /// The rights to do so, of <see cref="Watched"/> objectives. What a greater token wrote is left alone; a state whose right is lost
    /// meanwhile is not stored.
    /// </param>
    /// <param name="cancellationToken">Cancels the round; the next one continues.</param>
    /// <returns>The outcome for each objective; a failure of one does not stop the others.</returns>
    /// <exception cref="StoreException">No states could be read or written.</exception>
    /// <exception cref="KeyNotFoundException">A claim is about an objective that does not exist.</exception>
    public async ValueTask<AlertRound> RunAsync(IReadOnlyList<JobClaim> claims, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var outcomes = new RoundOutcomes();
        IReadOnlyList<OpenBook> open = await _changes.StoreAsync(claims, outcomes, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Exception> faults = await _delivery.DeliverAsync(open, cancellationToken).ConfigureAwait(false);
        return new AlertRound { Outcomes = outcomes.Of(claims), DeliveryFaults = faults };
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertStatus>> GetCurrentAsync(CancellationToken cancellationToken = default) =>
        [.. (await _reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)).SelectMany(one => one.Alerts).Select(one => one.Status)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<UndeliveredNotification>> GetUndeliveredAsync(CancellationToken cancellationToken = default) =>
        [
            .. (await _reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                .SelectMany(one => one.Undelivered)
                .OrderByDescending(one => one.GivenUpAt),
        ];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AlertStatus>> GetOrphanedAsync(string service, CancellationToken cancellationToken = default) =>
        _reader.GetOrphanedAsync(Owned.RequireService(service, nameof(service)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AlertNotification>> GetHistoryAsync(
        string service,
        int maxCount,
        CancellationToken cancellationToken = default) =>
        maxCount is >= 1 and <= 1000
            ? _reader.GetHistoryAsync(service, maxCount, cancellationToken)
            : throw Check.OutOfRange(maxCount, "A history has 1 to 1000 entries.", nameof(maxCount));

    /// <summary>Returns the policies that freeze the releases of a service at present.</summary>
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        return _freeze.CheckAsync(service, cancellationToken);
    }

    /// <summary>The pause before the next attempt.</summary>
    internal static TimeSpan PauseAfter(int attempts)
    {
        TimeSpan pause = NotifyTimeout * Math.Pow(2, attempts - 1);
        return pause < MaxPause ? pause : MaxPause;
    }

    private static void RequireNames(IReadOnlyList<IAlertNotifier> notifiers)
    {
        foreach (IAlertNotifier notifier in notifiers)
        {
            StoreName.Require(notifier.Name, nameof(notifiers));
        }

        if (notifiers.GroupBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"Two notifiers are named '{twice.Key}'; each has a name of its own.", nameof(notifiers));
        }
    }
}
