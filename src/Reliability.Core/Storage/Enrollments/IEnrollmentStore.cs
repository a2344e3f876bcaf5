namespace Reliability.Storage;

/// <summary>
/// The storage role for experiments: the first exposure of each unit, its conversions and values, and running sums per arm, so that the
/// cost of results does not depend on the number of units.
/// </summary>
/// <remarks>
/// <para>The store counts units exactly. A unit belongs to the arm in which it was first seen. When it is seen in another arm, it crosses:
/// all its values leave the sums of its arm permanently, and it is counted in <see cref="EnrollmentSummary.Crossed"/>.</para>
/// <para>The store evaluates an entry that is not an exposure in this order. If its unit was never seen, it counts as
/// <see cref="EnrollmentResult.Unexposed"/>. If the unit is crossed, it counts as <see cref="EnrollmentResult.OfCrossed"/>. If it names
/// another arm than the unit's, it counts as <see cref="EnrollmentResult.OtherVariant"/>. If it is not a covariate and precedes the unit's
/// exposure, to the millisecond, it counts as <see cref="EnrollmentResult.Unexposed"/>. If it is a second conversion or covariate of the
/// unit for the metric, it counts as <see cref="EnrollmentResult.Duplicates"/>. Otherwise it is counted: <c>Value</c> is added to the
/// unit's x and <c>Second</c> to its y.</para>
/// <para>An exposure of a unit to its own arm with an earlier time than the stored one is a duplicate, and its time becomes the time of the
/// unit, whether or not the unit is crossed. Late deliveries by other replicas do no harm once the earlier exposure has arrived.</para>
/// <para>Implementations are safe for concurrent use, and every call takes effect completely or not at all. A reader sees every batch that
/// was acknowledged before the read began. Failures throw <see cref="StoreException"/>.</para>
/// </remarks>
public interface IEnrollmentStore : IStore
{
    /// <summary>Applies the entries of a batch in order and stores its sequence with its result, all or nothing.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, send the same batch again.</param>
    /// <returns>
    /// The outcome of the entries. For the batch that was applied last for its producer, the result of that first application. For an
    /// earlier batch, a result with <see cref="EnrollmentResult.Superseded"/>.
    /// </returns>
    /// <exception cref="StoreException">
    /// The store failed, and the batch may not be stored. It is safe to send the same batch again.
    /// </exception>
    ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the running sums of experiments, those of each experiment at one point in time. A summary is empty if nothing was ever
    /// stored for the experiment. The cost depends only on the numbers of arms and metrics, and the number of round trips does not grow
    /// with the number of experiments.
    /// </summary>
    /// <param name="experiments">The experiments; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(
        IReadOnlyList<ExperimentId> experiments,
        CancellationToken cancellationToken);

    /// <summary>
    /// Returns the arm in which each unit was first seen, in the order of <paramref name="units"/>, including crossed units, or
    /// <see langword="null"/> for a unit that was never seen.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="units">The units, at most <see cref="EnrollmentBatch.MaxEntries"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">A name is not valid, or there are too many units.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<string?>> GetVariantsAsync(
        ExperimentId experiment,
        IReadOnlyList<string> units,
        CancellationToken cancellationToken);

    /// <summary>
    /// Reads every enrolled unit, in any order. A unit that is enrolled or crosses during the read may appear in its old or its new state.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken);

    /// <summary>Lists every experiment that holds a unit, in any order. The list may include experiments that no longer hold any.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken);

    /// <summary>Returns the running sums and the producers of an experiment, at one point in time.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The state, which has neither arms nor producers if nothing was ever stored for the experiment.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<EnrollmentState> GetStateAsync(ExperimentId experiment, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a page of the units of an experiment with all their values, in any order: about <see cref="EnrollmentImport.MaxUnits"/> units,
    /// however many the experiment has.
    /// </summary>
    /// <remarks>
    /// While nothing is applied to the experiment (which two equal states of <see cref="GetStateAsync"/> show), the pages hold every unit,
    /// and may hold a unit twice. A position stays valid as long as the store; a server that restarts or fails over may then leave units
    /// out, which <see cref="EnrollmentImportOutcome.Incomplete"/> shows.
    /// </remarks>
    /// <param name="experiment">The experiment.</param>
    /// <param name="continuation">
    /// The position of the page before, from <see cref="UnitPage.Continuation"/>, or <see langword="null"/> for the first page.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<UnitPage> ExportAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken);

    /// <summary>
    /// Imports a page of an experiment from another store. The pages are staged: no other member shows them until the last page, with which
    /// the experiment appears at once, to the bit as it was at the source. Its producers then continue where they were.
    /// </summary>
    /// <remarks>
    /// A page counts only where the import is: at <see cref="EnrollmentImport.After"/>. Any other page changes nothing and returns where
    /// the import is, so that it is safe to send a page again, and an import that was interrupted goes on there. A page of an import that
    /// is complete returns that again. An experiment that has other data is never changed by an import.
    /// </remarks>
    /// <param name="import">The page.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, send the same page again.</param>
    /// <exception cref="StoreException">The store failed, and the page may not be stored. It is safe to send it again.</exception>
    ValueTask<EnrollmentImportResult> ImportAsync(EnrollmentImport import, CancellationToken cancellationToken);

    /// <summary>
    /// Removes all data of an experiment, including the sequences of its producers and what an unfinished import has staged. It is safe to
    /// repeat the call.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">
    /// Cancels the operation. A part may have been removed, and repeating the call removes the rest.
    /// </param>
    /// <exception cref="StoreException">The store could not be written.</exception>
    ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken);
}
