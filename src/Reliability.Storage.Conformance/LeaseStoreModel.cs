using CsCheck;
using Reliability.Storage.Conformance.Internal.Models;

namespace Reliability.Storage.Conformance;

/// <summary>
/// Compares an <see cref="ILeaseStore"/> with the in-memory store, over random scripts of long leases that do not expire. Derive a public
/// class from it and implement how the store is opened; the test runner then finds the tests.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class LeaseStoreModel<TStore> : StoreModel<TStore, ILeaseStore>
    where TStore : class
{
    private protected override IEnumerable<ModelCall<ILeaseStore>> Observations => LeaseCalls.Observations;

    private protected override ILeaseStore CreateModel() => new InMemoryLeaseStore();

    private protected override Gen<ModelCall<ILeaseStore>[]> Scripts(int min, int max) => LeaseCalls.Scripts(min, max);

    private protected override Gen<ModelCall<ILeaseStore>[]> ParallelScripts(int min, int max) => LeaseCalls.AtomicScripts(min, max);
}
