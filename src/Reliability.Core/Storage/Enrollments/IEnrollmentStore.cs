namespace Reliability.Storage;

/// <summary>
/// The storage role for experiments: the first sight of each unit, what it did after, and running sums per arm, so that results cost as
/// little with a million units as with ten.
/// </summary>
/// <remarks>
/// <para>Units are counted exactly. A unit belongs to the arm that it was first seen in; when it is seen in another one it is crossed: it
/// leaves the sums of its arm with everything it did, for good, and is counted in <see cref="EnrollmentSummary.Crossed"/>.</para>
/// <para>An entry that is not an exposure is looked at in this order: its unit was never seen: <see cref="EnrollmentResult.Unexposed"/>; is
/// crossed: <see cref="EnrollmentResult.OfCrossed"/>; is in another arm than the one named: <see cref="EnrollmentResult.OtherVariant"/>; the
/// entry is no covariate and lies before the unit's exposure, to the millisecond: <see cref="EnrollmentResult.Unexposed"/>; a second first or
/// covariate of the unit's metric: <see cref="EnrollmentResult.Duplicates"/>; otherwise it is counted: <c>Value</c> is added to the unit's x and
/// <c>Second</c> to its y.</para>
/// <para>An exposure of a unit to its own arm that happened earlier than the one stored is a duplicate, and its time becomes the unit's, whether
/// it is crossed or not: replicas that deliver late do no harm, as soon as the earlier exposure is in.</para>
/// <para>Implementations are safe for concurrent use, and every call has its whole effect or none. A reader sees every batch that was
/// acknowledged before it asked. Faults are <see cref="StoreException"/>.</para>
/// </remarks>
public interface IEnrollmentStore : IStore
{
    /// <summary>Applies the entries of a batch in their order and remembers its sequence with its result, all or nothing.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Ends the wait; after a cancellation, send the same batch again.</param>
    /// <returns>
    /// What became of the entries. To the batch that was applied last for its producer, the very result that it had then; to one before
    /// it <see cref="EnrollmentResult.Superseded"/>.
    /// </returns>
    /// <exception cref="StoreException">Nothing is known to be stored; sending the same batch again is safe.</exception>
    ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// The running sums of experiments, those of each as of one moment; empty when nothing was ever stored for it. The cost depends on arms and metrics
    /// alone, and the number of round trips does not grow with the number of experiments.
    /// </summary>
    /// <param name="experiments">The experiments; none is legal.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken);

    /// <summary>The arms that units were first seen in, in the order asked, also of crossed units; <see langword="null"/> for a unit never seen.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="units">The units, at most <see cref="EnrollmentBatch.MaxEntries"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A name is illegal, or there are too many.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<string?>> GetVariantsAsync(ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken);

    /// <summary>Reads every unit that is enrolled, in any order; units that come or cross while it reads may be met as they were or as they are.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken);

    /// <summary>Names every experiment that holds a unit, in any order, and maybe some that no longer do.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken);

    /// <summary>Removes everything about an experiment, its producers' sequences included. Repeating it is harmless.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">Ends the wait; a part may have been removed, and repeating it removes the rest.</param>
    /// <exception cref="StoreException">The store could not be written.</exception>
    ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken);
}
