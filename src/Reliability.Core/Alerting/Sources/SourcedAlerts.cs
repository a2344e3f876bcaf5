using Reliability.Alerting.Internal;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Alerting;

/// <summary>
/// Stores and delivers the alerts of an <see cref="IAlertSource"/> as <see cref="AlertEvaluator"/> does those of objectives: only the
/// process that holds the claim to a subject decides, a transition is stored together with the notifiers to call before one is called, and
/// delivery is at least once, with the same delays and the same number of attempts.
/// </summary>
/// <remarks>The transitions are part of the history of their service. Several processes can each use one on the same store.</remarks>
public sealed class SourcedAlerts
{
    private readonly IAlertSource _source;
    private readonly SourceBooks _books;
    private readonly IEventLog _events;
    private readonly IReadOnlyList<IAlertNotifier> _notifiers;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance. Nothing is read or written yet.</summary>
    /// <param name="source">The source that decides.</param>
    /// <param name="documents">
    /// The store of the decisions, in a document for each subject. It is not disposed.
    /// </param>
    /// <param name="events">The store of the history, in the stream <c>alerts</c> of each service. It is not disposed.</param>
    /// <param name="notifiers">The notifiers to call.</param>
    /// <param name="timeProvider">The clock. Default: the system clock.</param>
    /// <exception cref="ArgumentException">
    /// Two notifiers have the same name, or the name of a notifier or of the source is not valid (see <see cref="IAlertNotifier.Name"/>).
    /// </exception>
    public SourcedAlerts(
        IAlertSource source,
        IDocumentStore documents,
        IEventLog events,
        IEnumerable<IAlertNotifier> notifiers,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(notifiers);
        _source = source;
        _books = new SourceBooks(documents, StoreName.Require(source.Name, nameof(source)));
        _events = events;
        _notifiers = [.. notifiers];
        AlertEvaluator.RequireNames(_notifiers);
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>
    /// Gets the time after which a round begins no further delivery, above 0. What is left is delivered in later rounds. Default: 30
    /// seconds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above 0.</exception>
    public TimeSpan DeliveryTime { get; init => field = Check.Positive(value, nameof(DeliveryTime)); } = TimeSpan.FromSeconds(30);

    /// <summary>Lets the source decide once, stores its decisions, then notifies of the transitions.</summary>
    /// <param name="claims">
    /// The claims to subjects. What was written under a greater token is not changed, and a decision is not stored if its claim is lost in
    /// the meantime.
    /// </param>
    /// <param name="cancellationToken">Cancels the round. The next round continues.</param>
    /// <returns>The outcome for each subject. A failure for one does not affect the others.</returns>
    /// <exception cref="StoreException">Nothing could be read or written.</exception>
    public async ValueTask<AlertRound> RunAsync(IReadOnlyList<JobClaim> claims, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var outcomes = new Dictionary<JobSubject, JobOutcome>();
        IReadOnlyList<OpenSource> open = await EnterAsync(
            await _books.ReadAsync(claims, cancellationToken).ConfigureAwait(false), outcomes, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OpenSource> decided = await DecideAsync(open, outcomes, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Exception> faults = await DeliverAsync(decided, cancellationToken).ConfigureAwait(false);
        return new AlertRound
        {
            Outcomes =
                [.. claims.Select(one => outcomes.GetValueOrDefault(one.Subject) ?? new JobOutcome { Subject = one.Subject })],
            DeliveryFaults = faults,
        };
    }

    /// <summary>Reads what is stored of subjects.</summary>
    /// <param name="subjects">The subjects.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What is stored of each, in their order.</returns>
    /// <exception cref="StoreException">The store could not be read, or what it holds of a subject could not.</exception>
    public async ValueTask<IReadOnlyList<AlertSourceState>> ReadAsync(
        IReadOnlyList<JobSubject> subjects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        IReadOnlyList<OpenSource> read = await _books.ReadAsync([.. subjects.Select(Unclaimed)], cancellationToken).ConfigureAwait(false);
        return read.FirstOrDefault(one => one.Fault is not null) is { Fault: { } fault }
            ? throw new StoreException(fault, isTransient: false)
            : [.. read.Select(one => one.ToState())];
    }

    private static JobClaim Unclaimed(JobSubject subject) => new()
    {
        Subject = subject,
        Token = default,
        ClaimedAt = default,
        Lost = CancellationToken.None,
    };

    /// <summary>
    /// Rejects subjects that were written under a greater token, and writes the token of this round where there is a smaller one, so that
    /// what a former holder has decided but not stored is rejected.
    /// </summary>
    private async ValueTask<IReadOnlyList<OpenSource>> EnterAsync(
        IReadOnlyList<OpenSource> read, Dictionary<JobSubject, JobOutcome> outcomes, CancellationToken cancellationToken)
    {
        List<OpenSource> entered = [];
        List<OpenSource> entering = [];
        foreach (OpenSource one in read)
        {
            (JobSubject subject, FencingToken token) = (one.Claim.Subject, one.Claim.Token);
            if (one.Fault is { } fault)
            {
                Fail(outcomes, one, new StoreException(fault, isTransient: false));
            }
            else if (one.Book.Token > token)
            {
                outcomes[subject] = new JobOutcome
                {
                    Subject = subject,
                    Fault = new ReliabilityException(
                        $"The alerts of {subject} were written under the token {one.Book.Token}, but this process has {token}; it waits "
                        + "for a greater one."),
                    RejectedBy = one.Book.Token,
                };
            }
            else if (one.Book.Token < token)
            {
                entering.Add(one with { Book = one.Book with { Token = token, WrittenAt = _timeProvider.GetUtcNow() } });
            }
            else
            {
                entered.Add(one);
            }
        }

        return [.. entered, .. await WriteAsync(entering, outcomes, cancellationToken).ConfigureAwait(false)];
    }

    private async ValueTask<IReadOnlyList<OpenSource>> DecideAsync(
        IReadOnlyList<OpenSource> open, Dictionary<JobSubject, JobOutcome> outcomes, CancellationToken cancellationToken)
    {
        IReadOnlyList<AlertSourceDecision?> decisions;
        try
        {
            decisions = open.Count == 0
                ? []
                : await _source.JudgeAsync([.. open.Select(one => one.ToState())], cancellationToken).ConfigureAwait(false);
        }
        catch (ReliabilityException e) when (open.Count == 1 || e is StoreException { IsTransient: true })
        {
            // What is already stored is delivered nevertheless.
            foreach (OpenSource one in open)
            {
                Fail(outcomes, one, e);
            }

            return open;
        }
        catch (ReliabilityException)
        {
            // What is stored of one subject and cannot be read keeps no other back.
            List<OpenSource> each = [];
            foreach (OpenSource one in open)
            {
                each.AddRange(await DecideAsync([one], outcomes, cancellationToken).ConfigureAwait(false));
            }

            return each;
        }

        List<OpenSource> unchanged = [];
        List<OpenSource> changed = [];
        foreach ((OpenSource one, AlertSourceDecision? decision) in open.Zip(decisions))
        {
            if (decision is null)
            {
                unchanged.Add(one);
            }
            else if (one.Claim.Lost.IsCancellationRequested)
            {
                Fail(outcomes, one, new ReliabilityException(
                    $"The claim to {one.Claim.Subject} was lost during its evaluation; the process that holds it now evaluates it."));
            }
            else
            {
                changed.Add(With(one, decision));
            }
        }

        return [.. unchanged, .. await WriteAsync(changed, outcomes, cancellationToken).ConfigureAwait(false)];
    }

    private OpenSource With(OpenSource one, AlertSourceDecision decision)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return one with
        {
            State = decision.State,
            Book = one.Book with
            {
                WrittenAt = now,
                Alerts = [.. decision.Alerts.Select(RecordOf)],
                Outbox =
                [
                    .. one.Book.Outbox,
                    .. decision.Transitions.Select(transition => new OutboxEntry(
                        transition, IsLogged: false, [.. _notifiers.Select(notifier => new WaitingNotifier(notifier.Name, 0, now))])),
                ],
            },
        };
    }

    private static AlertRecord RecordOf(AlertStatus status) => new(
        status,
        new AlertProgress
        {
            State = status.State,
            JudgedAt = status.JudgedAt,
            FiredAt = status.FiredAt,
            ResolvedAt = status.ResolvedAt,
        },
        IsTold: status.State == AlertState.Firing,
        Tells: null);

    private async ValueTask<IReadOnlyList<Exception>> DeliverAsync(IReadOnlyList<OpenSource> decided, CancellationToken cancellationToken)
    {
        List<Exception> faults = [];
        var courier = new AlertCourier(_notifiers, _events, _timeProvider, DeliveryTime, faults);
        foreach (OpenSource one in decided.Where(one => one.Book.Outbox.Count > 0).TakeWhile(_ => !courier.IsOver))
        {
            if (one.Claim.Lost.IsCancellationRequested)
            {
                continue;
            }

            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, one.Claim.Lost);
            AlertBook told;
            try
            {
                told = await courier.DeliverAsync(one.Book, ending.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                faults.Add(new ReliabilityException(
                    $"The claim to {one.Claim.Subject} was lost during the delivery of its notifications; the process that holds it now "
                    + "delivers them."));
                continue;
            }

            await StoreProgressAsync(one with { Book = told }, faults).ConfigureAwait(false);
        }

        return faults;
    }

    /// <summary>Also stored if the round is cancelled: a delivered notification is not delivered again.</summary>
    private async ValueTask StoreProgressAsync(OpenSource told, List<Exception> faults)
    {
        try
        {
            if ((await _books.WriteAsync([told], CancellationToken.None).ConfigureAwait(false))[0] is null)
            {
                faults.Add(new ReliabilityException(
                    $"Another process changed the alerts of {told.Claim.Subject} while this one delivered their notifications, and may "
                    + "deliver them again."));
            }
        }
        catch (ReliabilityException e)
        {
            faults.Add(e);
        }
    }

    private async ValueTask<IReadOnlyList<OpenSource>> WriteAsync(
        List<OpenSource> next, Dictionary<JobSubject, JobOutcome> outcomes, CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenSource?> written = await _books.WriteAsync(next, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < next.Count; i++)
        {
            if (written[i] is null)
            {
                Fail(outcomes, next[i], new ReliabilityException(
                    $"The alerts of {next[i].Claim.Subject} were written by another process in the meantime; they are evaluated again in "
                    + "the next round."));
            }
        }

        return [.. written.OfType<OpenSource>()];
    }

    private static void Fail(Dictionary<JobSubject, JobOutcome> outcomes, OpenSource one, Exception fault) =>
        outcomes[one.Claim.Subject] = new JobOutcome { Subject = one.Claim.Subject, Fault = fault };
}
