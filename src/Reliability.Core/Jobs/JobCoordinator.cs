using System.Collections.Concurrent;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Jobs.Internal;
using Reliability.Storage;

namespace Reliability.Jobs;

/// <summary>
/// Coordinates the live processes of a service, so that each declared job is done by one live process whose definition of the subject is
/// in force. Each setup of a process has one coordinator. This class is safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>A host calls <see cref="BeatAsync"/> twice in a <see cref="JobCoordinatorOptions.HeartbeatInterval"/>, which also renews the
/// leases that the process holds, regardless of how long the work takes. It calls
/// <see cref="ClaimAsync(IReadOnlyList{JobSubject}, CancellationToken)"/> before each round of a job, <see cref="RecordAsync"/> after it,
/// and <see cref="LeaveAsync"/> when it stops.</para>
/// <para>All times are compared on the clock of the lease store. The clocks of hosts do not affect decisions.</para>
/// </remarks>
public sealed partial class JobCoordinator : IJobs, IDisposable
{
    /// <summary>
    /// The tolerance of <see cref="ClockOffset"/>: 1 minute. A process whose clock differs more leaves its subjects to other live processes
    /// that define them in the same way and whose clocks are right.
    /// </summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>A process whose round failed lets others go first for so many intervals of the job.</summary>
    private const double StandsBackFor = 1.5;

    private readonly IDocumentStore _documents;
    private readonly ILeaseStore _leases;
    private readonly TimeProvider _timeProvider;
    private readonly HeldLeases _held;
    private readonly JobClaims _claims;
    private readonly JobWatch _watch;
    private readonly ConcurrentDictionary<string, ServicePresence> _services = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Service, string Job), RoundReport> _reports = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<UnreadableDocument>> _unreadableRounds = new(StringComparer.Ordinal);
    private readonly Declarations _declarations = new();

    /// <summary>Initializes a new instance of the <see cref="JobCoordinator"/> class. The constructor does not access a store.</summary>
    /// <param name="documents">The store of declarations and results. The coordinator does not dispose it.</param>
    /// <param name="leases">The store of heartbeats and leases. The coordinator does not dispose it.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock. Decisions use only its monotonic time.</param>
    public JobCoordinator(
        IDocumentStore documents,
        ILeaseStore leases,
        JobCoordinatorOptions? options = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(leases);
        _documents = documents;
        _leases = leases;
        Options = options ?? new JobCoordinatorOptions();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _held = new HeldLeases(_timeProvider);
        _watch = new JobWatch(_timeProvider);
        _claims = new JobClaims(leases, _held, _watch, Options.ProcessId, _timeProvider);
    }

    /// <summary>Gets the options.</summary>
    public JobCoordinatorOptions Options { get; }

    /// <inheritdoc/>
    public IReadOnlyList<DefinitionConflict> Conflicts
    {
        get
        {
            List<DefinitionConflict> conflicts = [];
            foreach (JobSubject subject in _declarations.Subjects)
            {
                if (_services.GetValueOrDefault(subject.Service)?.LastView is { } view)
                {
                    view.Answers(subject, JobClaims.LeaseOf(subject), out DefinitionConflict? conflict);
                    if (conflict is not null)
                    {
                        conflicts.Add(conflict);
                    }
                }
            }

            return conflicts;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<UnreadableDocument> Unreadable =>
        [.. _services.Values.SelectMany(one => one.Unreadable), .. _unreadableRounds.Values.SelectMany(one => one)];

    /// <inheritdoc/>
    public TimeSpan? ClockOffset =>
        _services.Values.Select(one => one.ClockOffset)
            .OfType<TimeSpan>()
            .Select(one => (TimeSpan?)one)
            .MaxBy(one => one!.Value.Duration());

    /// <summary>
    /// Gets the last known status of every job that this process declares, the most overdue first. It does not access a store.
    /// </summary>
    public IReadOnlyList<JobStatus> LastKnownStatus => _watch.Status();

    /// <summary>
    /// Declares that one live process must do a job for a subject. A further call changes the definition or the interval.
    /// </summary>
    /// <param name="subject">The subject.</param>
    /// <param name="job">The job, such as <c>alerts</c>.</param>
    /// <param name="interval">The interval of the job, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is not above zero.</exception>
    public void Declare(JobSubject subject, string job, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(job);
        Check.Positive(interval, nameof(interval));
        _watch.Declare(subject, job, interval);
        if (_declarations.Add(subject, job))
        {
            Announce(subject.Service);
        }
    }

    /// <summary>
    /// Removes the subjects of a job that no longer exist, such as concluded experiments. The lease of a subject that has no job left is
    /// released.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="job">The job.</param>
    /// <param name="items">The names of the subjects that remain.</param>
    /// <param name="cancellationToken">Cancels the operation. Leases that are not released expire.</param>
    /// <exception cref="StoreException">The lease store failed. Leases that are not released expire.</exception>
    public async ValueTask RetainOnlyAsync(
        string service,
        string job,
        IReadOnlyCollection<string> items,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(items);
        _watch.RetainOnly(service, job, items);
        IReadOnlyList<JobSubject> gone = _declarations.RetainOnly(service, job, items, out bool mustAnnounce);
        if (mustAnnounce)
        {
            Announce(service);
        }

        await _claims.ReleaseAsync(gone, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Renews the lease of a claim. Call this before a step that cannot be undone: a process that was suspended for longer than its lease
    /// does not know yet that another process holds it.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ReliabilityException">The claim is lost. The step must not be done.</exception>
    /// <exception cref="StoreException">The lease store failed, and it is not known whether the claim is still held.</exception>
    public async ValueTask ConfirmAsync(JobClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (!await _claims.ConfirmAsync(claim, cancellationToken).ConfigureAwait(false))
        {
            throw new ReliabilityException(
                $"The claim to {claim.Subject.Kind} '{claim.Subject.Name}' of service '{claim.Subject.Service}' was lost; the process that "
                + "holds it now does the job.");
        }
    }

    /// <summary>
    /// Stores the heartbeat of this process, and renews its leases. A lease that cannot be renewed is lost.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">
    /// The lease store failed for a service; the heartbeats and leases of the others are renewed. Leases that have expired are lost
    /// regardless.
    /// </exception>
    public async ValueTask BeatAsync(CancellationToken cancellationToken = default)
    {
        _held.DropOverdue();
        ServiceFaults faults = await ServiceFaults.OfAsync(
            [.. _declarations.Services, .. _held.All.Select(one => one.Request.Id.Service)],
            service => _claims.RenewAsync(PresenceOf(service), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        faults.ThrowIfAny();
    }

    /// <summary>
    /// Acquires the free leases of subjects whose definition is in force. Releases a lease if its definition is no longer in force, if the
    /// last round failed in this process, or if the clock of this process is wrong (<see cref="ClockTolerance"/>).
    /// </summary>
    /// <param name="subjects">The subjects.</param>
    /// <param name="cancellationToken">Cancels the operation. Leases may have been acquired.</param>
    /// <returns>
    /// The leases that this process holds now. If a store fails for a service, its subjects are in <see cref="ClaimedJobs.Faults"/>.
    /// </returns>
    public async ValueTask<ClaimedJobs> ClaimAsync(
        IReadOnlyList<JobSubject> subjects,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        _held.DropOverdue();
        ILookup<string, JobSubject> services = subjects.ToLookup(one => one.Service, StringComparer.Ordinal);
        Dictionary<string, ServicePresence> present = services.ToDictionary(
            one => one.Key, one => PresenceOf(one.Key), StringComparer.Ordinal);
        ConcurrentDictionary<string, IReadOnlyList<JobClaim>> claims = new(StringComparer.Ordinal);
        ServiceFaults faults = await ServiceFaults.OfAsync(
            present.Keys,
            async service => claims[service] =
                await _claims.ClaimAsync(present[service], [.. services[service]], cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return new ClaimedJobs(
            [.. present.Keys.SelectMany(service => claims.GetValueOrDefault(service) ?? [])],
            [
                .. subjects.Where(one => faults[one.Service] is not null)
                    .Select(one => new JobOutcome { Subject = one, Fault = faults[one.Service] }),
            ]);
    }

    /// <summary>Stores the outcomes of a job, so that every process knows when and by which process it was last done.</summary>
    /// <param name="job">The job.</param>
    /// <param name="outcomes">The outcome for each subject.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">A store failed for a service; the outcomes of the others are stored.</exception>
    public async ValueTask RecordAsync(string job, IReadOnlyList<JobOutcome> outcomes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(outcomes);
        _watch.Note(job, outcomes);
        ILookup<string, JobOutcome> services = outcomes.ToLookup(one => one.Subject.Service, StringComparer.Ordinal);
        ServiceFaults faults = await ServiceFaults.OfAsync(
            services.Select(one => one.Key),
            service => StoreAsync(PresenceOf(service), job, [.. services[service]], cancellationToken),
            cancellationToken).ConfigureAwait(false);
        faults.ThrowIfAny();
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JobStatus>> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        string[] services = [.. _watch.Declared.Select(one => one.Subject.Service).Distinct(StringComparer.Ordinal)];
        ServiceFaults faults = await ServiceFaults.OfAsync(services, SeeAsync, cancellationToken).ConfigureAwait(false);
        string[] unseen = [.. services.Where(service => faults[service] is not null)];
        if (unseen.Length > 0 && unseen.Length == services.Length)
        {
            faults.ThrowIfAny();
        }

        Array.ForEach(unseen, service => _watch.Miss(service, faults[service]!.Message));
        return _watch.Status();

        async ValueTask SeeAsync(string service)
        {
            LeaseSnapshot snapshot = await _leases.ListAsync(service, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Stored<RoundRecord>> rounds =
                await new DocumentSet<RoundRecord>(_documents, service).ListAsync(cancellationToken).ConfigureAwait(false);
            _unreadableRounds[service] = [.. rounds.Select(one => one.Unreadable).OfType<UnreadableDocument>()];
            _watch.See(service, snapshot, [.. rounds.Select(one => one.Value).OfType<RoundRecord>()]);
        }
    }

    /// <summary>
    /// Returns the names of all subjects of a kind for which live processes of a service do a job, because the definition in force declares
    /// it. Nothing is written for a service of which this process declares nothing.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="kind">The kind of the subjects.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">A store could not be read.</exception>
    public async ValueTask<IReadOnlySet<string>> GetDeclaredAsync(
        string service,
        string kind,
        string job,
        CancellationToken cancellationToken = default)
    {
        // Reading of another service does not make this process one of its.
        ServicePresence presence = PresenceOf(service);
        ServiceView view =
            _declarations.Contains(service)
                ? await presence.LookAsync(cancellationToken).ConfigureAwait(false)
                : await presence.PeekAsync(cancellationToken).ConfigureAwait(false);
        return view.DoneBy(job, service, kind);
    }

    /// <summary>Removes the data of processes that have stopped. Run it occasionally, in one process.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation. The next call continues.</param>
    /// <exception cref="StoreException">A store failed.</exception>
    public async ValueTask RemoveDeadProcessesAsync(string service, CancellationToken cancellationToken = default)
    {
        await PresenceOf(service).RemoveDeadAsync(cancellationToken).ConfigureAwait(false);
        LeaseSnapshot snapshot = await _leases.ListAsync(service, cancellationToken).ConfigureAwait(false);
        var rounds = new DocumentSet<RoundRecord>(_documents, service);
        foreach (Stored<RoundRecord> old in await rounds.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (old.Value is { } record && snapshot.At - record.At > RoundReport.KeptFor)
            {
                await rounds.DeleteAsync(old, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Releases all leases and removes the heartbeat of this process, so that other processes take over immediately.</summary>
    /// <param name="cancellationToken">Cancels the operation. Leases that are not released expire.</param>
    /// <exception cref="StoreException">
    /// A store failed for a service; the others were left. Leases that are not released expire.
    /// </exception>
    public async ValueTask LeaveAsync(CancellationToken cancellationToken = default)
    {
        _held.DropAll();
        ServiceFaults faults = await ServiceFaults.OfAsync(
            _services.Keys, service => PresenceOf(service).LeaveAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        faults.ThrowIfAny();
    }

    /// <summary>
    /// Releases the memory of the coordinator without sending anything to the store. Nothing is pending: what a call has acknowledged is
    /// stored. The leases that this process holds stay taken until they expire. Call <see cref="LeaveAsync"/> first.
    /// </summary>
    public void Dispose()
    {
        foreach (ServicePresence presence in _services.Values)
        {
            presence.Dispose();
        }

        foreach (RoundReport report in _reports.Values)
        {
            report.Dispose();
        }
    }

    private async ValueTask StoreAsync(
        ServicePresence presence,
        string job,
        JobOutcome[] outcomes,
        CancellationToken cancellationToken)
    {
        foreach (FencingToken token in outcomes.Select(one => one.RejectedBy).OfType<FencingToken>())
        {
            presence.RequireEpochAbove(token.Epoch);
        }

        // A process that failed because it was suspended has a clock that stood still: a fault is dated by the store.
        bool hasFault = outcomes.Any(outcome => outcome.Fault is not null);
        ServiceView view = hasFault || presence.LastView is null
            ? await presence.LookAsync(cancellationToken).ConfigureAwait(false)
            : presence.LastView;
        RoundReport report =
            _reports.GetOrAdd(
                (presence.Service, job),
                key => new RoundReport(new DocumentSet<RoundRecord>(_documents, key.Service), Options.ProcessId, key.Job));
        DateTimeOffset now = presence.Now(view);
        presence.Standing.Note(
            job, outcomes, subject => now + ((_watch.IntervalOf(subject, job) ?? Options.HeartbeatInterval) * StandsBackFor));
        await report.WriteAsync(outcomes, now, cancellationToken).ConfigureAwait(false);
        if (hasFault)
        {
            IEnumerable<JobSubject> failed = outcomes.Where(one => one.Fault is not null).Select(one => one.Subject);
            await _claims.HandOverAsync(presence, view, failed, cancellationToken).ConfigureAwait(false);
        }
    }

    private ServicePresence PresenceOf(string service) => _services.GetOrAdd(service, name =>
    {
        var presence = new ServicePresence(_documents, _leases, Owned.RequireService(name, nameof(service)), Options, _timeProvider);
        _declarations.WriteTo(presence);
        return presence;
    });

    /// <summary>Writes what is declared now into the presence in a service.</summary>
    private void Announce(string service)
    {
        if (_services.TryGetValue(service, out ServicePresence? presence))
        {
            _declarations.WriteTo(presence);
        }
    }
}
