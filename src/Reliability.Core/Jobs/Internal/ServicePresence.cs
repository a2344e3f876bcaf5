using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>This process as one of those of a service: says that it is alive and what it declares, and sees the others.</summary>
internal sealed partial class ServicePresence(
    IDocumentStore documents, ILeaseStore leases, string service, JobCoordinatorOptions options, TimeProvider timeProvider) : IDisposable
{
    private const string ProcessKind = "process";
    private const string EpochKind = "epoch";

    /// <summary>Unlike any token.</summary>
    private const long Unsettled = 0;

    /// <summary>The lease that says that the lease store knows of an epoch belongs to nobody in particular.</summary>
    private const string EpochOwner = "everybody";

    private readonly DocumentSet<ProcessRecord> _processes = new(documents, service);
    private readonly DocumentSet<EpochRecord> _epochs = new(documents, service);
    private readonly Dictionary<string, (long Token, IReadOnlyList<ProcessRecord> Parts)> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly LeaseRequest _request = new(
        Owned.Lease(service, ProcessKind, options.ProcessId),
        options.ProcessId,
        options.HeartbeatInterval * 1.5);
    private ProcessRecord[] _own = [];
    private bool _isDirty = true;
    private long _atLeast;
    private Lease? _lease;
    private volatile ServiceView? _view;
    private volatile IReadOnlyList<UnreadableDocument> _unreadable = [];
    private long _viewedAt;

    public string Service { get; } = service;

    /// <summary>The service as it was last seen.</summary>
    public ServiceView? LastView => _view;

    /// <summary>What live processes declare and could not be read when it was last seen.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable => _unreadable;

    /// <summary>How far this process's clock was ahead of the store's.</summary>
    public TimeSpan? ClockOffset { get; private set; }

    /// <summary>What this process leaves to others.</summary>
    public Standing Standing { get; } =
        new(new DocumentSet<StandingRecord>(documents, service), options.ProcessId, JobCoordinator.ClockTolerance);

    public LeaseRequest Request => _request;

    public Lease? Lease => Volatile.Read(ref _lease);

    public void Dispose()
    {
        _gate.Dispose();
        Standing.Dispose();
    }

    /// <summary>The present time of the store, as far as it can be told without asking it.</summary>
    public DateTimeOffset Now(ServiceView view) => view.At + timeProvider.GetElapsedTime(_viewedAt);

    /// <summary>Says what this process declares from now on.</summary>
    public void Declare(IReadOnlyList<DeclaredDefinition> definitions, string[] kinds, SeriesRetention? retention)
    {
        DeclaredDefinition[][] parts = definitions.Count == 0 ? [[]] : [.. definitions.Chunk(ProcessRecord.MaxDefinitions)];
        ProcessRecord[] own =
        [
            .. parts.Select(part => new ProcessRecord
            {
                Process = options.ProcessId,
                Host = options.Host,
                Parts = parts.Length,
                Kept = retention is null ? null : KeptRecord.Of(retention),
                Kinds = kinds.Length == 0 ? null : kinds,
                Definitions = part,
            }),
        ];
        lock (_known)
        {
            _own = own;
            _isDirty = true;
        }
    }

    /// <summary>An epoch that is too low: a store holds a token of it, or of a later one, against this process.</summary>
    public void RequireEpochAbove(long epoch)
    {
        lock (_known)
        {
            _atLeast = Math.Max(_atLeast, epoch + 1);
        }
    }

    /// <summary>Notes what a heartbeat brought: the extended lease, or that it is gone.</summary>
    public void Beat(Lease before, Lease? renewed)
    {
        lock (_known)
        {
            // It may have joined again meanwhile, with another token.
            if (_lease?.Token == before.Token)
            {
                _lease = renewed;
            }
        }
    }

    /// <summary>Looks at the service, and joins it when this process is not among its live ones.</summary>
    public async ValueTask<ServiceView> LookAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isDirty || Lease is null)
            {
                await JoinAsync(cancellationToken).ConfigureAwait(false);
            }

            LeaseSnapshot snapshot = await SnapshotAsync(cancellationToken).ConfigureAwait(false);
            if (snapshot.Leases.All(one => one.Request.Id != _request.Id))
            {
                // It expired while nobody beat, or the store lost it.
                await JoinAsync(cancellationToken).ConfigureAwait(false);
                snapshot = await SnapshotAsync(cancellationToken).ConfigureAwait(false);
            }

            Stored<EpochRecord>? stored = await ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
            long agreed = await AgreeAsync(snapshot, stored, cancellationToken).ConfigureAwait(false);
            if (_view is { } before && before.Epoch != agreed)
            {
                // A store lost what it held. Where that was the documents, what this process declares is among it.
                await WriteOwnAsync(Own(isJoining: false).Own, cancellationToken).ConfigureAwait(false);
            }

            Volatile.Write(ref _viewedAt, timeProvider.GetTimestamp());
            return _view = new ServiceView(snapshot, agreed, Declared());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Looks at the service without joining it; nothing is written.</summary>
    public async ValueTask<ServiceView> PeekAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            LeaseSnapshot snapshot = await SnapshotAsync(cancellationToken).ConfigureAwait(false);
            Stored<EpochRecord>? stored = await ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
            return new ServiceView(snapshot, stored?.Value?.Epoch ?? 0, Declared());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The lease by which the lease store knows the present epoch; taken again with every claim.</summary>
    public LeaseRequest EpochMark(long epoch) => new(EpochLease(epoch), EpochOwner, LeaseRequest.MaxDuration);

    /// <summary>
    /// Leaves the service and gives back all that this process holds in it: others need not wait until its heartbeat is missed.
    /// </summary>
    public async ValueTask LeaveAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool wasPresent = Lease is not null;
            Volatile.Write(ref _lease, null);
            _isDirty = true;

            // The store knows better what this process holds: a call that was cancelled may have had its effect.
            LeaseSnapshot snapshot = await SnapshotAsync(cancellationToken).ConfigureAwait(false);
            Lease[] ours = [.. snapshot.Leases.Where(one => one.Request.Owner == options.ProcessId)];
            if (wasPresent || ours.Length > 0)
            {
                await leases.ReleaseAsync(ours, cancellationToken).ConfigureAwait(false);
                await Standing.LeaveAsync(cancellationToken).ConfigureAwait(false);
                await RemoveOwnAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Removes what processes that are gone had declared. Those are read before the leases: a live one takes its lease first and writes
    /// then.
    /// </summary>
    public async ValueTask RemoveDeadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Stored<ProcessRecord>> all = await _processes.ListAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Stored<StandingRecord>> standings = await Standing.ListAsync(cancellationToken).ConfigureAwait(false);
        LeaseSnapshot snapshot = await SnapshotAsync(cancellationToken).ConfigureAwait(false);
        var live = snapshot.Leases.Where(IsPresence).Select(one => one.Request.Owner).ToHashSet(StringComparer.Ordinal);
        foreach (Stored<ProcessRecord> dead in all.Where(one => one.Value is { } record && !live.Contains(record.Process)))
        {
            await _processes.DeleteAsync(dead, cancellationToken).ConfigureAwait(false);
        }

        await Standing.RemoveAsync(
            standings.Where(one => one.Value is { } record && !live.Contains(record.Process)), cancellationToken).ConfigureAwait(false);
    }

    internal static bool IsPresence(Lease lease) =>
        lease.Request.Id == Owned.Lease(lease.Request.Id.Service, ProcessKind, lease.Request.Owner);

    private async ValueTask<LeaseSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        LeaseSnapshot snapshot = await leases.ListAsync(Service, cancellationToken).ConfigureAwait(false);
        ClockOffset = timeProvider.GetUtcNow() - snapshot.At;
        return snapshot;
    }

    private Dictionary<string, IReadOnlyList<ProcessRecord>> Declared() =>
        _known.ToDictionary(one => one.Key, one => one.Value.Parts, StringComparer.Ordinal);

    /// <summary>Reads the epoch, and what processes declare that were not there before, in one call; then their further parts.</summary>
    private async ValueTask<Stored<EpochRecord>?> ReadAsync(LeaseSnapshot snapshot, CancellationToken cancellationToken)
    {
        var live = snapshot.Leases.Where(IsPresence).ToDictionary(one => one.Request.Owner, one => one.Token, StringComparer.Ordinal);
        foreach (string gone in _known.Keys.Where(process => !live.ContainsKey(process)).ToArray())
        {
            _known.Remove(gone);
        }

        string[] unknown =
        [
            .. live.Where(one =>
                !_known.TryGetValue(one.Key, out (long Token, IReadOnlyList<ProcessRecord> Parts) known) || known.Token != one.Value)
                .Select(one => one.Key),
        ];
        Stored<EpochRecord>? epoch = await _epochs.GetAsync(EpochRecord.Id, cancellationToken).ConfigureAwait(false);
        List<UnreadableDocument> unreadable = [];
        if (unknown.Length > 0)
        {
            IReadOnlyList<Stored<ProcessRecord>?> first =
                await _processes.GetAsync([.. unknown.Select(process => ProcessRecord.IdOf(process, 0))], cancellationToken)
                    .ConfigureAwait(false);
            (string Process, int Part)[] further =
            [
                .. unknown.SelectMany((process, i) =>
                    Enumerable.Range(1, Math.Max(0, (first[i]?.Value?.Parts ?? 0) - 1)).Select(part => (process, part))),
            ];
            IReadOnlyList<Stored<ProcessRecord>?> rest =
                further.Length == 0
                    ? []
                    : await _processes.GetAsync([.. further.Select(one => ProcessRecord.IdOf(one.Process, one.Part))], cancellationToken)
                        .ConfigureAwait(false);
            for (int i = 0; i < unknown.Length; i++)
            {
                // One that has not written yet or cannot be read, in whole or in part, is read again the next time.
                Stored<ProcessRecord>?[] parts = [first[i], .. rest.Where((_, j) => further[j].Process == unknown[i])];
                UnreadableDocument[] faults = [.. parts.Select(one => one?.Unreadable).OfType<UnreadableDocument>()];
                unreadable.AddRange(faults);
                if (first[i]?.Value is not null)
                {
                    _known[unknown[i]] =
                        (faults.Length > 0 ? Unsettled : live[unknown[i]], [.. parts.Select(one => one?.Value).OfType<ProcessRecord>()]);
                }
            }
        }

        _unreadable = unreadable;
        return epoch;
    }

    /// <summary>
    /// The epoch in which this process's tokens count. When the lease store does not know the one that is stored, its tokens may begin
    /// again at one: it is another store, or it lost
    /// what it held. Then the epoch is raised, and so is every token.
    /// </summary>
    private async ValueTask<long> AgreeAsync(LeaseSnapshot snapshot, Stored<EpochRecord>? record, CancellationToken cancellationToken)
    {
        long stored = record?.Value?.Epoch ?? 0;
        long known =
            snapshot.Leases.Where(one => one.Request.Owner == EpochOwner).Select(one => EpochOf(one.Request.Id)).DefaultIfEmpty(0).Max();
        long atLeast;
        lock (_known)
        {
            atLeast = _atLeast;
        }

        if (stored > 0 && known == stored && stored >= atLeast)
        {
            return stored;
        }

        long next = Math.Max(Math.Max(stored, known) + 1, atLeast);
        DocumentWrite write = _epochs.Write(EpochRecord.Id, record, new EpochRecord { Epoch = next });
        if (await _epochs.PutAsync(write, cancellationToken).ConfigureAwait(false) != WriteOutcome.Stored)
        {
            // Somebody else raised it at the same time: there is one epoch, and it is theirs.
            next = (await _epochs.GetAsync(EpochRecord.Id, cancellationToken).ConfigureAwait(false))?.Require().Epoch
                ?? throw new StoreException($"The epoch of service '{Service}' was there and is gone.", isTransient: true);
        }

        await leases.AcquireAsync(EpochMark(next), cancellationToken).ConfigureAwait(false);
        return next;
    }

    private LeaseId EpochLease(long epoch) => Owned.Lease(Service, EpochKind, epoch.ToString(CultureInfo.InvariantCulture));

    private static long EpochOf(LeaseId id) =>
        id.Job.StartsWith(EpochKind + ":", StringComparison.Ordinal)
            && long.TryParse(id.Job.AsSpan(EpochKind.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long epoch)
            ? epoch
            : 0;

    private async ValueTask RemoveOwnAsync(CancellationToken cancellationToken)
    {
        string[] ids = [.. Enumerable.Range(0, Math.Max(1, _own.Length)).Select(part => ProcessRecord.IdOf(options.ProcessId, part))];
        foreach (Stored<ProcessRecord> one in (await _processes.GetAsync(ids, cancellationToken)
            .ConfigureAwait(false)).OfType<Stored<ProcessRecord>>())
        {
            await _processes.DeleteAsync(one, cancellationToken).ConfigureAwait(false);
        }
    }
}
