namespace Reliability.Core.Tests.Storage;

/// <summary>The stores of one test in memory: one instance for each namespace, however often it is opened.</summary>
internal sealed class Namespaces<TStore>(Func<TStore> create)
{
    private readonly Dictionary<string, TStore> _stores = new(StringComparer.Ordinal);

    public ValueTask<TStore> OpenAsync(string storeNamespace)
    {
        if (!_stores.TryGetValue(storeNamespace, out TStore? store))
        {
            _stores.Add(storeNamespace, store = create());
        }

        return new(store);
    }
}
