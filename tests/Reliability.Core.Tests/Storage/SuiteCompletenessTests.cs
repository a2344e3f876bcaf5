using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Storage;

public sealed class SuiteCompletenessTests
{
    [Fact]
    public void A_store_without_a_suite_is_named()
    {
        IReadOnlyList<string> missing = SuiteCompleteness.Missing(typeof(InMemoryStore).Assembly, typeof(SeriesBatch).Assembly);

        missing.Should()
            .HaveCount(20, "each of five stores lacks a suite and a model, and the store of all five roles lacks them five times");
        missing.Should().Contain(
            "Reliability.Storage.InMemorySeriesStore has the role ISeriesStore, but no public class in Reliability.Core "
            + "derives from SeriesStoreConformance<InMemorySeriesStore>.");
        missing.Should().Contain(
            "Reliability.Storage.InMemoryStore has the role ILeaseStore, but no public class in Reliability.Core "
            + "derives from LeaseStoreModel<InMemoryStore>.");
    }
}
