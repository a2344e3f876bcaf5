using Reliability.Storage.Conformance;

namespace Reliability.Storage.Redis.Tests;

public sealed class RedisSeriesConformanceTests : SeriesStoreConformance<RedisStore>
{
    protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace);
}

public sealed class RedisResp2SeriesConformanceTests : SeriesStoreConformance<RedisStore>
{
    protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
}
