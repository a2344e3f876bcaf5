using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>Copies everything from one store into another, such as from a SQLite file to PostgreSQL when a service outgrows one machine.</summary>
/// <remarks>
/// <para>Stop what writes to the source first: what it takes in while it is copied may be missed, and what it takes in after a
/// service was copied to its end is reported as a conflict and stays there. The target may be in use; what is copied is
/// added to what it holds.</para>
/// <para>A copy that was interrupted anywhere goes on where it ended when it is run again under the same name, and a
/// finished one adds nothing. Series and their producers' sequences come over to the bit, so that an import goes on
/// at the target where it ended at the source. Documents get new ETags. Leases are not copied, and experiments' units neither: conclude experiments first, or keep their role where it is.</para>
/// </remarks>
public static class StoreCopy
{
    /// <summary>Copies a store.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="target">Where to.</param>
    /// <param name="sourceName">
    /// Names the source for the target, which remembers by it how far the copy came: 1 to 200 bytes of UTF-8 without control
    /// characters, the same each time and another for every source.
    /// </param>
    /// <param name="progress">Told after every step; <see langword="null"/> for nobody.</param>
    /// <param name="cancellationToken">Ends the copy; a later one goes on from there.</param>
    /// <returns>What was copied now, and what was left alone because the target holds something else in its place.</returns>
    /// <exception cref="ArgumentException">The name is illegal, or source and target are the same.</exception>
    /// <exception cref="StoreException">A store failed; copying again goes on from there.</exception>
    public static async Task<StoreCopyReport> RunAsync(
        IReliabilityStore source,
        IReliabilityStore target,
        string sourceName,
        IProgress<StoreCopyReport>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        StoreName.Require(sourceName);
        if (ReferenceEquals(source, target))
        {
            throw new ArgumentException("A store is not copied into itself.", nameof(target));
        }

        await source.InitializeAsync(cancellationToken).ConfigureAwait(false);
        await target.InitializeAsync(cancellationToken).ConfigureAwait(false);
        var ledger = new CopyLedger(progress);
        await new SeriesCopy(source.Series, target.Series, sourceName, ledger).RunAsync(cancellationToken).ConfigureAwait(false);
        await new DocumentCopy(source.Documents, target.Documents, ledger).RunAsync(cancellationToken).ConfigureAwait(false);
        await new EventCopy(source.Events, target.Events, ledger).RunAsync(cancellationToken).ConfigureAwait(false);
        return ledger.Report;
    }
}
