using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <content>How a process joins its service: it says that it lives, and what it declares.</content>
internal sealed partial class ServicePresence
{
    /// <summary>
    /// First the lease, then what is declared. Others read that once for each token, so that what changed is followed by another token.
    /// </summary>
    private async ValueTask JoinAsync(CancellationToken cancellationToken)
    {
        (ProcessRecord[] own, bool isChanged) = Own(isJoining: true);
        try
        {
            Lease lease = await TakeAsync(cancellationToken).ConfigureAwait(false);
            bool wasThere = await WriteOwnOrReleaseAsync(own, lease, cancellationToken).ConfigureAwait(false);
            if (isChanged && wasThere)
            {
                // Somebody may have read the former under this token.
                Volatile.Write(ref _lease, null);
                await leases.ReleaseAsync(lease, cancellationToken).ConfigureAwait(false);
                lease = await TakeAsync(cancellationToken).ConfigureAwait(false);

                // While the lease was free, another process may have removed the documents of this one as those of a dead process.
                await WriteOwnOrReleaseAsync(own, lease, cancellationToken).ConfigureAwait(false);
            }

            Volatile.Write(ref _lease, lease);
        }
        catch
        {
            _isDirty = true;
            throw;
        }
    }

    private async ValueTask<Lease> TakeAsync(CancellationToken cancellationToken) =>
        await leases.AcquireAsync(_request, cancellationToken).ConfigureAwait(false)
        ?? throw new StoreException(
            $"The lease '{_request.Id}' of this process is held by another process. Each process must have a unique process id.",
            isTransient: false);

    /// <summary>
    /// What this process declares, and whether that has changed since it joined. Others read it again when it joins, so that only then
    /// nothing is left to say.
    /// </summary>
    private (ProcessRecord[] Own, bool IsChanged) Own(bool isJoining)
    {
        lock (_known)
        {
            bool isChanged = _isDirty;
            _isDirty &= !isJoining;
            return (_own.Length > 0
                ? _own
                : [new ProcessRecord { Process = options.ProcessId, Host = options.Host, Parts = 1, Definitions = [] }],
                isChanged);
        }
    }

    /// <summary>
    /// Writes what this process declares. If it cannot, it gives back the lease that says that it lives: others would wait for its
    /// declarations, and decide nothing that these may concern.
    /// </summary>
    /// <returns>Whether something was there before.</returns>
    private async ValueTask<bool> WriteOwnOrReleaseAsync(ProcessRecord[] own, Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteOwnAsync(own, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            try
            {
                await leases.ReleaseAsync(lease, CancellationToken.None).ConfigureAwait(false);
            }
            catch (StoreException)
            {
                // The first fault is the one to report; a lease that is not given back expires.
            }

            throw;
        }
    }

    /// <returns>Whether something was there before.</returns>
    private async ValueTask<bool> WriteOwnAsync(ProcessRecord[] own, CancellationToken cancellationToken)
    {
        string[] ids = [.. own.Select((_, part) => ProcessRecord.IdOf(options.ProcessId, part))];
        IReadOnlyList<Stored<ProcessRecord>?> present = await _processes.GetAsync(ids, cancellationToken).ConfigureAwait(false);
        DocumentWrite[] writes = [.. own.Select((part, i) => _processes.Write(ids[i], present[i], part))];
        IReadOnlyList<WriteOutcome> written = await _processes.PutAsync(writes, cancellationToken).ConfigureAwait(false);
        return written.All(outcome => outcome == WriteOutcome.Stored)
            ? present.Any(one => one is not null)
            : throw new StoreException(
                $"What process '{options.ProcessId}' declares in service '{Service}' was removed while it came back; it is written again.",
                isTransient: true);
    }
}
