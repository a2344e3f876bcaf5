using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Storage;

/// <summary>The enrollment store in memory goes through its suite, alone and as a role of the whole store.</summary>
public static class InMemoryEnrollmentTests
{
    public sealed class Conformance : EnrollmentStoreConformance<InMemoryEnrollmentStore>
    {
        private readonly Namespaces<InMemoryEnrollmentStore> _stores = new(() => new());

        protected override ValueTask<InMemoryEnrollmentStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class WholeConformance : EnrollmentStoreConformance<InMemoryStore>
    {
        private readonly Namespaces<InMemoryStore> _stores = new(() => new());

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class Model : EnrollmentStoreModel<InMemoryEnrollmentStore>
    {
        private readonly Namespaces<InMemoryEnrollmentStore> _stores = new(() => new());

        protected override ValueTask<InMemoryEnrollmentStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class WholeModel : EnrollmentStoreModel<InMemoryStore>
    {
        private readonly Namespaces<InMemoryStore> _stores = new(() => new());

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }
}
