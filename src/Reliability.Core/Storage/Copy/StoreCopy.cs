using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>
/// Copies everything from one store to another, such as from a SQLite file to PostgreSQL when a service outgrows one machine.
/// </summary>
/// <remarks>
/// <para>Stop all writers to the source first. A copy may miss data that the source accepts while the copy runs. Data that the source
/// accepts after a service or an experiment was completely copied stays in the source, and the copy reports it as a conflict. The target
/// may be in use: the copy adds to the data that the target holds. An experiment is the exception, because its sums cannot be added
/// without counting units twice: it is copied whole, and only if the target holds nothing of it.</para>
/// <para>If a copy is interrupted, run it again under the same name: it continues where it stopped. A copy that is already complete adds
/// nothing. Series and the sequences of their producers are identical to the bit, so an import continues at the target where it stopped at
/// the source. The same is true of experiments: their sums, units, conversions, values and covariates, and the last batch of each producer
/// with its result. The target shows an experiment when its copy is complete, and all of it at once. Units are copied in pages, so that
/// memory does not grow with their number. Documents get new ETags. Leases are not copied.</para>
/// </remarks>
public static class StoreCopy
{
    /// <summary>Copies a store.</summary>
    /// <param name="source">The store to copy from.</param>
    /// <param name="target">The store to copy to.</param>
    /// <param name="sourceName">
    /// The name of the source. The target stores the progress of the copy under this name: 1 to 200 bytes of UTF-8 without control
    /// characters. Use the same name for every run, and a different name for every source.
    /// </param>
    /// <param name="progress">The receiver of progress reports after every step, or <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the operation. A later copy continues where it stopped.</param>
    /// <returns>A report of what this run copied, and of what it skipped because the target holds other data in its place.</returns>
    /// <exception cref="ArgumentException">The name is not valid, or the source and the target are the same store.</exception>
    /// <exception cref="StoreException">A store failed. Run the copy again to continue.</exception>
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
            throw new ArgumentException("The source and the target must be different stores.", nameof(target));
        }

        await source.InitializeAsync(cancellationToken).ConfigureAwait(false);
        await target.InitializeAsync(cancellationToken).ConfigureAwait(false);
        var ledger = new CopyLedger(progress);
        await new SeriesCopy(source.Series, target.Series, sourceName, ledger).RunAsync(cancellationToken).ConfigureAwait(false);
        await new EnrollmentCopy(source.Enrollments, target.Enrollments, sourceName, ledger).RunAsync(cancellationToken)
            .ConfigureAwait(false);
        await new DocumentCopy(source.Documents, target.Documents, ledger).RunAsync(cancellationToken).ConfigureAwait(false);
        await new EventCopy(source.Events, target.Events, ledger).RunAsync(cancellationToken).ConfigureAwait(false);
        return ledger.Report;
    }
}
