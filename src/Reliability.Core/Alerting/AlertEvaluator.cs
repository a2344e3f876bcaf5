using Reliability.Alerting.Internal;
using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Slos.Internal;
using Reliability.Storage;
using Reliability.Storage.Internal;

namespace Reliability.Alerting;

/// <summary>Judges the alerts of objectives and notifies of what changed. Each objective is judged by whoever holds the right to (<see cref="JobCoordinator"/>), so that ten processes fire one alert.</summary>
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

    /// <summary>What kind of subject an objective is, for <see cref="JobSubject.Kind"/>.</summary>
    public const string SubjectKind = "objective";

    /// <summary>The longest pause between two attempts.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Of how many objectives it is stored in one call who was told.</summary>
    private const int MostToldAtOnce = 100;

    /// <summary>How long it may remain unwritten who was told.</summary>
    private static readonly TimeSpan LongestUnwritten = TimeSpan.FromSeconds(1);

    private readonly IErrorBudgets _budgets;
    private readonly IEventLog _events;
    private readonly AlertBooks _books;
    private readonly AlertDesk _desk;
    private readonly IReadOnlyList<IAlertNotifier> _notifiers;
    private readonly JobCoordinator? _jobs;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates an evaluator. Nothing is read or written yet.</summary>
    /// <param name="budgets">The objectives and what their rules see.</param>
    /// <param name="documents">Where the states are kept, a document <c>alerts/{objective}</c> of its service each. It is not disposed.</param>
    /// <param name="events">Where the history is kept: a stream <c>alerts</c> of each service. It is not disposed.</param>
    /// <param name="notifiers">Who is told.</param>
    /// <param name="behavior">How long things must hold; the defaults when left out.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    /// <param name="policies">What is to happen when little of a budget remains; nothing when left out.</param>
    /// <param name="jobs">Knows which processes are alive, so that <see cref="GetOrphanedAsync"/> knows what they declare; when left out, this process counts as the only one.</param>
    /// <exception cref="ArgumentException">Two policies share a name, or one is about an objective that does not exist. Two notifiers share a name, or one has none that is legal (see <see cref="IAlertNotifier.Name"/>).</exception>
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
        _budgets = budgets;
        _books = new AlertBooks(documents);
        _events = events;
        _jobs = jobs;
        Policies = [.. policies ?? []];
        foreach (BudgetPolicy policy in Policies)
        {
            if (budgets.Objectives.All(slo => slo.Name != policy.Slo))
            {
                throw new ArgumentException($"Policy '{policy.Name}' is about the objective '{policy.Slo}', which does not exist. Declared are: {SloSet.Names(budgets.Objectives)}.", nameof(policies));
            }
        }

        _notifiers = [.. notifiers, .. Policies.Where(policy => policy.Action is not null).Select(policy => new PolicyAction(policy))];
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

        _timeProvider = timeProvider ?? TimeProvider.System;
        string[] told = [.. _notifiers.Where(one => one is not PolicyAction).Select(one => one.Name)];
        _desk = new AlertDesk(budgets, behavior ?? AlertBehavior.Default, told, PoliciesOf, _timeProvider);
        Subjects = [.. budgets.Objectives.Select(slo => new JobSubject { Service = slo.Service, Kind = SubjectKind, Name = slo.Name, Definition = AlertText.Definition(slo, PoliciesOf(slo)) })];
        Watched = [.. Subjects.Where(one => IsWatched(Find(one)))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<BudgetPolicy> Policies { get; }

    /// <summary>All objectives as this process defines them: target, measure, window, rules and policies.</summary>
    public IReadOnlyList<JobSubject> Subjects { get; }

    /// <summary>Those of <see cref="Subjects"/> that have alert rules or policies.</summary>
    public IReadOnlyList<JobSubject> Watched { get; }

    /// <summary>Judges objectives once, then notifies of what changed.</summary>
    /// <param name="claims">The rights to do so, of <see cref="Watched"/> objectives. What a greater token wrote is left alone; what is lost meanwhile is not stored.</param>
    /// <param name="cancellationToken">Cancels the round; the next goes on from there.</param>
    /// <returns>What became of each objective; one that failed does not stop the others.</returns>
    /// <exception cref="StoreException">No states could be read or written.</exception>
    /// <exception cref="KeyNotFoundException">A claim is about an objective that does not exist.</exception>
    public async ValueTask<AlertRound> RunAsync(IReadOnlyList<JobClaim> claims, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claims);
        IReadOnlyList<OpenBook> read = await _books.ReadAsync([.. claims.Select(claim => Find(claim.Subject))], cancellationToken).ConfigureAwait(false);
        List<OpenBook> books = [.. read.Select((book, i) => book with { Claim = claims[i] })];
        Dictionary<JobSubject, JobOutcome> outcomes = [];

        // What a former holder decided and has not stored yet is refused from here on.
        await EnterAsync(books, outcomes, cancellationToken).ConfigureAwait(false);
        List<(OpenBook Seen, AlertBook Next)> changed = [];
        List<OpenBook> open = [];
        foreach (OpenBook book in books.Where(one => !outcomes.ContainsKey(one.Claim!.Subject)))
        {
            if (await TryAsync(book, outcomes, () => _desk.JudgeAsync(book, cancellationToken)).ConfigureAwait(false) is { } next)
            {
                changed.Add((book, next));
            }
            else if (book.Book!.Outbox.Count > 0)
            {
                open.Add(book);
            }
        }

        IReadOnlyList<OpenBook?> written = await _books.WriteAsync(StillHeld(changed, outcomes), cancellationToken).ConfigureAwait(false);
        Note(changed, written, outcomes);
        open.AddRange(written.OfType<OpenBook>().Where(one => one.Book!.Outbox.Count > 0));
        List<Exception> faults = [];
        await DeliverAsync(open, faults, cancellationToken).ConfigureAwait(false);
        return new AlertRound { Outcomes = [.. claims.Select(claim => outcomes.GetValueOrDefault(claim.Subject) ?? new JobOutcome(claim.Subject, Fault: null))], DeliveryFaults = faults };
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertStatus>> GetCurrentAsync(CancellationToken cancellationToken = default) =>
        [.. (await ReadAllAsync(cancellationToken).ConfigureAwait(false)).SelectMany(one => one.Alerts).Select(one => one.Status)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<UndeliveredNotification>> GetUndeliveredAsync(CancellationToken cancellationToken = default) =>
        [.. (await ReadAllAsync(cancellationToken).ConfigureAwait(false)).SelectMany(one => one.Undelivered).OrderByDescending(one => one.GivenUpAt)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertStatus>> GetOrphanedAsync(string service, CancellationToken cancellationToken = default)
    {
        Owned.RequireService(service, nameof(service));
        IReadOnlyList<AlertBook> books = await _books.ListAsync(service, cancellationToken).ConfigureAwait(false);
        AlertStatus[] firing = [.. books.SelectMany(book => book.Alerts).Select(one => one.Status).Where(one => one.State == AlertState.Firing)];
        if (firing.Length == 0)
        {
            return [];
        }

        IReadOnlySet<string> declared = _jobs is null
            ? _budgets.Objectives.Where(slo => slo.Service == service && IsWatched(slo)).Select(slo => slo.Name).ToHashSet(StringComparer.Ordinal)
            : await _jobs.GetDeclaredAsync(service, SubjectKind, cancellationToken).ConfigureAwait(false);
        return [.. firing.Where(one => !declared.Contains(one.Slo))];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertNotification>> GetHistoryAsync(string service, int maxCount, CancellationToken cancellationToken = default)
    {
        Require.Service(_budgets.Objectives, service);
        if (maxCount is < 1 or > 1000)
        {
            throw new ArgumentOutOfRangeException(nameof(maxCount), maxCount, "A history has 1 to 1000 entries.");
        }

        var history = new AuditStream<StoredNotification>(_events, service);
        return [.. (await history.ReadLastAsync(maxCount, cancellationToken).ConfigureAwait(false)).Select(one => one.Record).OfType<StoredNotification>().Select(one => AlertStorage.ToNotification(one, service))];
    }

    /// <summary>The policies that keep the releases of a service frozen now.</summary>
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GateReason>> GetObjectionsAsync(string service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        SloDefinition[] freezing = [.. _budgets.Objectives.Where(slo => slo.Service == service && Freezing(slo).Any())];
        List<GateReason> frozen = [];
        foreach (OpenBook book in freezing.Length == 0 ? [] : await _books.ReadAsync(freezing, cancellationToken).ConfigureAwait(false))
        {
            frozen.AddRange(book.Require().Alerts
                .Where(alert => alert.Status.State == AlertState.Firing && Freezing(book.Slo).Any(policy => policy.Rule == alert.Status.Rule))
                .Select(alert => new GateReason(GateVerdict.Block, GateCode.PolicyFreeze, book.Slo.Name, $"{alert.Status.Rule} froze releases. {alert.Status.Explanation} {alert.Status.ClearsWhen}")));
        }

        return frozen;
    }

    /// <summary>The pause before the next attempt.</summary>
    internal static TimeSpan PauseAfter(int attempts)
    {
        TimeSpan pause = NotifyTimeout * Math.Pow(2, attempts - 1);
        return pause < LongestPause ? pause : LongestPause;
    }

    private static async ValueTask<AlertBook?> TryAsync(OpenBook book, Dictionary<JobSubject, JobOutcome> outcomes, Func<ValueTask<AlertBook?>> judge)
    {
        try
        {
            return await judge().ConfigureAwait(false);
        }
        catch (ReliabilityException e)
        {
            outcomes[book.Claim!.Subject] = new JobOutcome(book.Claim.Subject, e);
            return null;
        }
    }

    /// <summary>Leaves out what another process holds now: what was decided under the lost right is not stored.</summary>
    private static List<(OpenBook Seen, AlertBook Next)> StillHeld(List<(OpenBook Seen, AlertBook Next)> changed, Dictionary<JobSubject, JobOutcome> outcomes)
    {
        foreach ((OpenBook seen, _) in changed.Where(one => one.Seen.Claim!.Lost.IsCancellationRequested))
        {
            outcomes[seen.Claim!.Subject] = new JobOutcome(seen.Claim.Subject, new ReliabilityException($"The right to judge '{seen.Slo.Name}' was lost while it was judged; whoever holds it judges anew."));
        }

        changed.RemoveAll(one => one.Seen.Claim!.Lost.IsCancellationRequested);
        return changed;
    }

    private static void Note(List<(OpenBook Seen, AlertBook Next)> writes, IReadOnlyList<OpenBook?> written, Dictionary<JobSubject, JobOutcome> outcomes)
    {
        for (int i = 0; i < writes.Count; i++)
        {
            if (written[i] is null)
            {
                JobSubject subject = writes[i].Seen.Claim!.Subject;
                outcomes[subject] = new JobOutcome(subject, new ReliabilityException($"The alerts of '{subject.Name}' were written by another process meanwhile; they are judged again in the next round."));
            }
        }
    }

    /// <summary>Refuses what a greater token wrote, and puts the token of this round where a smaller one stands or none: then a former holder that judged for the first time cannot create it.</summary>
    private async ValueTask EnterAsync(List<OpenBook> books, Dictionary<JobSubject, JobOutcome> outcomes, CancellationToken cancellationToken)
    {
        List<(OpenBook Seen, AlertBook Next)> entering = [];
        foreach (OpenBook book in books)
        {
            (JobSubject subject, FencingToken token, _) = book.Claim!;
            if (book.Book is null)
            {
                outcomes[subject] = new JobOutcome(subject, new StoreException(book.Fault!, isTransient: false));
            }
            else if (book.Book.Token > token)
            {
                outcomes[subject] = new JobOutcome(subject, new ReliabilityException($"The alerts of '{subject.Name}' were written under the token {book.Book.Token}, and this process has {token}; it waits for a greater one."))
                {
                    RefusedBy = book.Book.Token,
                };
            }
            else if (book.Book.Token < token)
            {
                entering.Add((book, book.Book with { Token = token }));
            }
        }

        IReadOnlyList<OpenBook?> written = await _books.WriteAsync(entering, cancellationToken).ConfigureAwait(false);
        Note(entering, written, outcomes);
        foreach (OpenBook entered in written.OfType<OpenBook>())
        {
            books[books.FindIndex(one => one.Claim == entered.Claim)] = entered;
        }
    }

    /// <summary>Tells, and stores who was told: of many objectives at a time while telling is quick, of each by itself while it is slow, so that little is told again should this process die.</summary>
    private async ValueTask DeliverAsync(List<OpenBook> open, List<Exception> faults, CancellationToken cancellationToken)
    {
        var courier = new AlertCourier(_notifiers, _events, _timeProvider, faults);
        List<(OpenBook Seen, AlertBook Next)> told = [];
        long since = _timeProvider.GetTimestamp();
        try
        {
            foreach (OpenBook book in open.Where(one => !one.Claim!.Lost.IsCancellationRequested))
            {
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, book.Claim!.Lost);
                try
                {
                    told.Add((book, await courier.TellAsync(book.Book!, ending.Token).ConfigureAwait(false)));
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    faults.Add(new ReliabilityException($"The right to judge '{book.Slo.Name}' was lost while its alerts were told; whoever holds it tells them."));
                }

                if (told.Count >= MostToldAtOnce || _timeProvider.GetElapsedTime(since) >= LongestUnwritten)
                {
                    await WriteToldAsync(told, faults, cancellationToken).ConfigureAwait(false);
                    since = _timeProvider.GetTimestamp();
                }
            }
        }
        finally
        {
            // Also when the round is cancelled: who was told is not told again.
            await WriteToldAsync(told, faults, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask WriteToldAsync(List<(OpenBook Seen, AlertBook Next)> told, List<Exception> faults, CancellationToken cancellationToken)
    {
        try
        {
            await _books.WriteAsync(told, cancellationToken).ConfigureAwait(false);
        }
        catch (ReliabilityException e)
        {
            faults.Add(e);
        }

        told.Clear();
    }

    private SloDefinition Find(JobSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return _budgets.Objectives.FirstOrDefault(slo => slo.Name == subject.Name && slo.Service == subject.Service)
            ?? throw new KeyNotFoundException($"No objective is named '{subject.Name}' in service '{subject.Service}'. Declared are: {SloSet.Names(_budgets.Objectives)}.");
    }

    private IEnumerable<BudgetPolicy> PoliciesOf(SloDefinition slo) => Policies.Where(policy => policy.Slo == slo.Name);

    private IEnumerable<BudgetPolicy> Freezing(SloDefinition slo) => PoliciesOf(slo).Where(policy => policy is { FreezesReleases: true, IsDryRun: false });

    private bool IsWatched(SloDefinition slo) => slo.Alerts.Count > 0 || PoliciesOf(slo).Any();

    private async ValueTask<IReadOnlyList<AlertBook>> ReadAllAsync(CancellationToken cancellationToken) =>
        [.. (await _books.ReadAsync([.. _budgets.Objectives.Where(IsWatched)], cancellationToken).ConfigureAwait(false)).Select(one => one.Require())];
}
