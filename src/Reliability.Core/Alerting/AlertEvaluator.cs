using Reliability.Alerting.Internal;
using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Alerting;

/// <summary>
/// Evaluates the alerts of objectives and notifies of changes. Only the process that holds the claim to an objective evaluates it
/// (<see cref="JobCoordinator"/>), so that ten processes fire one alert.
/// </summary>
/// <remarks>
/// A transition is stored, together with the notifiers to call, before a notifier is called. If a process stops in between, the next
/// process delivers the notification. Delivery is at least once. Instances are not thread-safe, but several processes can each use one on
/// the same store.
/// </remarks>
public sealed class AlertEvaluator : IAlerts, IReleaseCheck
{
    /// <summary>The timeout of one delivery attempt: 10 seconds.</summary>
    public static readonly TimeSpan NotifyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The maximum number of delivery attempts: 8. The delay between attempts starts at 10 seconds and doubles, up to 10 minutes.
    /// </summary>
    public const int MaxAttempts = 8;

    /// <summary>The <see cref="JobSubject.Kind"/> of an objective.</summary>
    public const string SubjectKind = "objective";

    /// <summary>The name of the job of evaluating <see cref="Watched"/> objectives, for <see cref="JobCoordinator.Declare"/>.</summary>
    public const string JobName = "alerts";

    /// <summary>The maximum delay between two attempts.</summary>
    internal static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(10);

    private readonly WatchedObjectives _objectives;
    private readonly AlertChanges _changes;
    private readonly AlertDelivery _delivery;
    private readonly AlertReader _reader;
    private readonly ReleaseFreeze _freeze;
    private readonly IDocumentStore _documents;

    /// <summary>Initializes a new instance. Nothing is read or written yet.</summary>
    /// <param name="budgets">The objectives, and the readings of their rules.</param>
    /// <param name="documents">
    /// The store of the states, in a document <c>alerts/{objective}</c> of the service for each objective. It is not disposed.
    /// </param>
    /// <param name="events">The store of the history, in a stream <c>alerts</c> for each service. It is not disposed.</param>
    /// <param name="notifiers">The notifiers to call.</param>
    /// <param name="behavior">How long conditions must be met, or not met. Default: <see cref="AlertBehavior.Default"/>.</param>
    /// <param name="timeProvider">The clock. Default: the system clock.</param>
    /// <param name="policies">The policies that act when little of a budget remains. Default: none.</param>
    /// <param name="jobs">
    /// Provides the live processes and what they declare, for <see cref="GetOrphanedAsync"/>. Default: this process is the only one.
    /// </param>
    /// <exception cref="ArgumentException">
    /// Two policies have the same name, or a policy names an objective that does not exist. Two notifiers have the same name, or the name
    /// of a notifier is not valid (see <see cref="IAlertNotifier.Name"/>).
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
        _documents = documents;
        Policies = [.. policies ?? []];
        IReadOnlyList<IAlertNotifier> all =
        [
            .. notifiers,
            .. Policies.Where(policy => policy.Action is not null).Select(policy => new PolicyAction(policy)),
        ];
        RequireNames(all);
        string[] told = [.. all.Where(one => one is not PolicyAction).Select(one => one.Name)];
        var books = new AlertBooks(documents);
        behavior ??= AlertBehavior.Default;
        _objectives = new WatchedObjectives(budgets.Objectives, Policies, behavior, told);
        _changes = new AlertChanges(
            books,
            new AlertDesk(budgets, behavior, told, _objectives.PoliciesOf, timeProvider),
            _objectives);
        _delivery = new AlertDelivery(books, events, all, timeProvider);
        _reader = new AlertReader(budgets, books, events, _objectives, jobs);
        _freeze = new ReleaseFreeze(budgets, books, _objectives);
    }

    /// <inheritdoc/>
    public IReadOnlyList<BudgetPolicy> Policies { get; }

    /// <summary>
    /// Gets the time after which a round begins no further delivery, above 0, so that slow notifiers do not hold up the next round. What is
    /// left is delivered in later rounds, the oldest first. Default: 30 seconds; a host sets the interval of its rounds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above 0.</exception>
    public TimeSpan DeliveryTime { get; init => field = Check.Positive(value, nameof(DeliveryTime)); } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets the sources whose alerts are among the orphaned ones, such as those about trends
    /// (<see cref="Trends.TrendAlerts.SourceJob"/>). Default: none.
    /// </summary>
    public IReadOnlyList<AlertSourceJob> Sources
    {
        get;
        init
        {
            field = Check.Copy(value);
            _reader.Sources = [.. field.Select(job => (job, new SourceBooks(_documents, job.Source)))];
        }
    } = [];

    /// <inheritdoc/>
    public IReadOnlyList<UnreadableDocument> Unreadable => _reader.Unreadable;

    /// <summary>
    /// Gets all objectives as this process defines them: target, measure, window, rules and policies; of an objective that has rules or
    /// policies, also the behavior of its alerts, if it is not the default, and the names of the notifiers.
    /// </summary>
    public IReadOnlyList<JobSubject> Subjects => _objectives.Subjects;

    /// <summary>Gets the objectives among <see cref="Subjects"/> that have alert rules or policies.</summary>
    public IReadOnlyList<JobSubject> Watched => _objectives.Watched;

    /// <summary>Evaluates objectives once, then notifies of changes.</summary>
    /// <param name="claims">
    /// The claims to <see cref="Watched"/> objectives. A state that was written under a greater token is not changed, and a state is not
    /// stored if its claim is lost in the meantime.
    /// </param>
    /// <param name="cancellationToken">Cancels the round. The next round continues.</param>
    /// <returns>The outcome for each objective. A failure for one objective does not affect the others.</returns>
    /// <exception cref="StoreException">No state could be read or written.</exception>
    /// <exception cref="KeyNotFoundException">A claim names an objective that is not declared.</exception>
    public async ValueTask<AlertRound> RunAsync(IReadOnlyList<JobClaim> claims, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var outcomes = new RoundOutcomes();
        IReadOnlyList<OpenBook> open = await _changes.StoreAsync(claims, outcomes, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Exception> faults = await _delivery.DeliverAsync(open, DeliveryTime, cancellationToken).ConfigureAwait(false);
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
            : throw Check.OutOfRange(maxCount, "The maximum count must be 1 to 1000.", nameof(maxCount));

    /// <summary>Returns the policies that currently freeze the releases of a service.</summary>
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        return _freeze.CheckAsync(service, cancellationToken);
    }

    /// <summary>Returns the policies that currently freeze the releases of each of many services. They are read in one call.</summary>
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<GateReason>>> CheckEachAsync(
        IReadOnlyList<string> services, CancellationToken cancellationToken) =>
        _freeze.CheckEachAsync(Check.Copy(services), cancellationToken);

    /// <summary>Returns the delay before the next attempt.</summary>
    internal static TimeSpan PauseAfter(int attempts)
    {
        TimeSpan pause = NotifyTimeout * Math.Pow(2, attempts - 1);
        return pause < MaxPause ? pause : MaxPause;
    }

    internal static void RequireNames(IReadOnlyList<IAlertNotifier> notifiers)
    {
        foreach (IAlertNotifier notifier in notifiers)
        {
            StoreName.Require(notifier.Name, nameof(notifiers));
        }

        if (notifiers.GroupBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"Two notifiers are named '{twice.Key}'; names must be unique.", nameof(notifiers));
        }
    }
}
