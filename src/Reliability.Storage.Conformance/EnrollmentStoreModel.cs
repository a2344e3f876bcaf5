using CsCheck;
using Reliability.Storage.Conformance.Internal.Models;

namespace Reliability.Storage.Conformance;

/// <summary>
/// Compares an <see cref="IEnrollmentStore"/> with a list of all entries, from which each result is computed, over random scripts of
/// batches, retries and reads. Derive a public class from it and implement how the store is opened; the test runner then finds the tests.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class EnrollmentStoreModel<TStore> : StoreModel<TStore, IEnrollmentStore>
    where TStore : class
{
    private protected override IEnumerable<ModelCall<IEnrollmentStore>> Observations => EnrollmentCalls.Observations;

    private protected override IEnrollmentStore CreateModel() => new NaiveEnrollments();

    private protected override Gen<ModelCall<IEnrollmentStore>[]> Scripts(int min, int max) => EnrollmentCalls.Scripts(min, max);

    private protected override Gen<ModelCall<IEnrollmentStore>[]> ParallelScripts(int min, int max) =>
        EnrollmentCalls.AtomicScripts(min, max);
}
