using System.Collections.Concurrent;
using Reliability.Common.Internal;
using Reliability.Jobs.Internal;
using Reliability.Storage;

namespace Reliability.Jobs;

/// <summary>
/// Decides with the other live processes of a service who does what: each thing that is declared is done by one live process whose
/// definition of it answers. One for each set-up of
/// each process. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>A host calls <see cref="BeatAsync"/> twice in a <see cref="JobCoordinatorOptions.HeartbeatInterval"/>; that also extends the
/// rights that are held, however long their work takes. Before each
/// round of a job it calls <see cref="ClaimAsync(IReadOnlyList{JobSubject}, CancellationToken)"/>, after it <see cref="RecordAsync"/>, and
/// <see cref="LeaveAsync"/> in the end.</para>
/// <para>All times are compared on the clock of the lease store; the clocks of hosts decide nothing.</para>
/// </remarks>
public sealed class JobCoordinator : IJobs, IDisposable
{
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

    /// <summary>Creates a coordinator. Nothing is read or written yet.</summary>
    /// <param name="documents">Where processes say what they declare and what they have done. It is not disposed.</param>
    /// <param name="leases">Where processes say that they are alive, and take the right to do something. It is not disposed.</param>
    /// <param name="options">How this process takes part; the defaults when left out.</param>
    /// <param name="timeProvider">The clock, of which only monotonic time decides anything; the system's when left out.</param>
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
        _claims = new JobClaims(leases, _held, Options.ProcessId, _timeProvider);
        _watch = new JobWatch(_timeProvider);
    }

    /// <summary>How this process takes part.</summary>
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
    /// When everything that this process declares was last done, as far as it is known without asking a store, the latest first.
    /// </summary>
    public IReadOnlyList<JobStatus> LastKnownStatus => _watch.Status();

    /// <summary>
    /// Declares that a job is to be done for a subject, by one live process. Declaring it again changes its definition or interval.
    /// </summary>
    /// <param name="subject">The subject.</param>
    /// <param name="job">The job, such as <c>alerts</c>.</param>
    /// <param name="interval">How often, above zero.</param>
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

    /// <summary>Forgets the subjects of a job that no longer exist, such as experiments that were concluded.</summary>
    /// <param name="service">The service.</param>
    /// <param name="job">The job.</param>
    /// <param name="items">The names of the subjects that remain.</param>
    public void Keep(string service, string job, IReadOnlyCollection<string> items)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(items);
        _watch.Keep(service, job, items);
    }

    /// <summary>
    /// Declares how long this process wants the series of a service to be kept. Of several live processes, the one that keeps longest
    /// decides.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="retention">How long each tier is kept.</param>
    public void DeclareRetention(string service, SeriesRetention retention)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(retention);
        _declarations.Add(service, retention);
        Announce(service);
    }

    /// <summary>The longest retention that any live process of a service declares; <see langword="null"/> when none does.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">A store could not be read.</exception>
    public async ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken = default)
    {
        ServiceView view = await PresenceOf(service).LookAsync(cancellationToken).ConfigureAwait(false);
        ProcessRecord[] declaring =
        [
            .. view.Processes.Values.Select(parts => parts[0]).Where(one => one is { MinutesKept: not null, HoursKept: not null }),
        ];
        if (declaring.Length == 0)
        {
            return null;
        }

        TimeSpan minutes = TimeSpan.FromMinutes(declaring.Max(one => one.MinutesKept!.Value));
        TimeSpan hours = TimeSpan.FromMinutes(declaring.Max(one => one.HoursKept!.Value));
        return new SeriesRetention(minutes, hours > minutes ? hours : minutes);
    }

    /// <summary>
    /// Says that this process is alive, and extends the rights that it holds. One that can no longer be extended is lost.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The lease store failed. Rights whose time is over are lost all the same.</exception>
    public async ValueTask BeatAsync(CancellationToken cancellationToken = default)
    {
        _held.DropOverdue();
        ServicePresence[] present = [.. _declarations.Services.Select(PresenceOf)];
        foreach (ServicePresence absent in present.Where(one => one.Lease is null))
        {
            await absent.LookAsync(cancellationToken).ConfigureAwait(false);
        }

        Lease[] own = [.. present.Select(one => one.Lease).OfType<Lease>()];
        Lease[] all = [.. own, .. _held.All];
        if (all.Length == 0)
        {
            return;
        }

        long askedAt = _timeProvider.GetTimestamp();
        IReadOnlyList<Lease?> renewed = await _leases.RenewAsync(all, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < all.Length; i++)
        {
            if (i < own.Length)
            {
                // One that is gone joins again with the next beat or claim.
                PresenceOf(own[i].Request.Id.Service).Beat(own[i], renewed[i]);
            }
            else if (renewed[i] is { } lease)
            {
                _held.Keep(lease, askedAt);
            }
            else
            {
                _held.Drop(all[i].Request.Id, all[i].Token);
            }
        }
    }

    /// <summary>
    /// Takes the right to work for as many subjects as are free and whose definition here is the one that answers; gives back those whose
    /// definition no longer does.
    /// </summary>
    /// <param name="subjects">The subjects.</param>
    /// <param name="cancellationToken">Cancels the operation; rights may have been taken.</param>
    /// <returns>The rights that this process holds now.</returns>
    /// <exception cref="StoreException">A store failed.</exception>
    public async ValueTask<IReadOnlyList<JobClaim>> ClaimAsync(
        IReadOnlyList<JobSubject> subjects,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        _held.DropOverdue();
        List<JobClaim> claims = [];
        foreach (IGrouping<string, JobSubject> service in subjects.GroupBy(one => one.Service, StringComparer.Ordinal))
        {
            await _claims.ClaimAsync(PresenceOf(service.Key), [.. service], claims, cancellationToken).ConfigureAwait(false);
        }

        return claims;
    }

    /// <summary>Says what became of a job, so that every process knows when it was last done and by whom.</summary>
    /// <param name="job">The job.</param>
    /// <param name="outcomes">What became of it, by subject.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The document store failed.</exception>
    public async ValueTask RecordAsync(string job, IReadOnlyList<JobOutcome> outcomes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(outcomes);
        foreach (IGrouping<string, JobOutcome> service in outcomes.GroupBy(one => one.Subject.Service, StringComparer.Ordinal))
        {
            ServicePresence presence = PresenceOf(service.Key);
            foreach (FencingToken token in service.Select(one => one.RefusedBy).OfType<FencingToken>())
            {
                presence.RequireEpochAbove(token.Epoch);
            }

            // A process that failed because it was suspended has a clock that stood still: a fault is dated by the store.
            bool hasFault = service.Any(outcome => outcome.Fault is not null);
            ServiceView view = hasFault || presence.LastView is null
                ? await presence.LookAsync(cancellationToken).ConfigureAwait(false)
                : presence.LastView;
            RoundReport report =
                _reports.GetOrAdd(
                    (service.Key, job),
                    key => new RoundReport(new DocumentSet<RoundRecord>(_documents, key.Service), Options.ProcessId, key.Job));
            await report.WriteAsync([.. service], presence.Now(view), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JobStatus>> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        foreach (string service in _watch.Declared.Select(one => one.Subject.Service).Distinct(StringComparer.Ordinal).ToArray())
        {
            LeaseSnapshot snapshot = await _leases.ListAsync(service, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Stored<RoundRecord>> rounds =
                await new DocumentSet<RoundRecord>(_documents, service).ListAsync(cancellationToken).ConfigureAwait(false);
            _unreadableRounds[service] = [.. rounds.Select(one => one.Unreadable).OfType<UnreadableDocument>()];
            _watch.See(service, snapshot, [.. rounds.Select(one => one.Value).OfType<RoundRecord>()]);
        }

        return _watch.Status();
    }

    /// <summary>
    /// Returns the names of all things of a kind for which live processes of a service do a job: the definition in force declares it.
    /// Nothing is written for a service of which this process declares nothing.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="kind">What kind of thing it is.</param>
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

    /// <summary>Removes what processes that are gone had left behind. Run it now and then, in one process.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation; the next one goes on.</param>
    /// <exception cref="StoreException">A store failed.</exception>
    public async ValueTask CleanAsync(string service, CancellationToken cancellationToken = default)
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

    /// <summary>Gives back everything and says that this process is gone: others take over at once.</summary>
    /// <param name="cancellationToken">Cancels the operation; what is not given back expires.</param>
    /// <exception cref="StoreException">A store failed; what is not given back expires.</exception>
    public async ValueTask LeaveAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Lease> held = _held.All;
        foreach (Lease lease in held)
        {
            _held.Drop(lease.Request.Id, token: null);
        }

        await _leases.ReleaseAsync(held, cancellationToken).ConfigureAwait(false);
        foreach (ServicePresence presence in _services.Values)
        {
            await presence.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Releases the memory of the coordinator without sending anything to the store. Nothing is pending, but the leases that this process
    /// holds stay taken until they expire. Call <see cref="LeaveAsync"/> first.
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
