using Xunit;

namespace Reliability.Storage.Conformance;

/// <summary>What the suites of all storage roles share: opening, restarting and closing the store under test.</summary>
/// <typeparam name="TStore">The store under test; <see cref="SuiteCompleteness"/> finds the suite by it.</typeparam>
public abstract class StoreConformance<TStore> : IAsyncLifetime
    where TStore : class
{
    private readonly List<TStore> _open = [];

    /// <summary>A namespace that no other test uses.</summary>
    protected string Namespace { get; } = $"conformance-{Guid.NewGuid():N}";

    /// <summary>Before each test: what the store needs, such as a folder or a server.</summary>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <summary>After each test: closes every store that it opened. An override calls this first, then cleans up.</summary>
    public virtual async Task DisposeAsync()
    {
        while (_open.Count > 0)
        {
            await StopAsync(_open[^1]);
        }
    }

    /// <summary>Opens the store over the data of a namespace, which is empty at first.</summary>
    /// <param name="storeNamespace">1 to 200 bytes of UTF-8; different ones share nothing.</param>
    /// <remarks>
    /// The suite opens one namespace a second time while the first store is still open, which means another process
    /// over the same data (a connection of its own), and again after <see cref="CloseAsync"/>, which means a restart.
    /// A store that lives in the memory of one process returns the same instance each time.
    /// </remarks>
    protected abstract ValueTask<TStore> OpenAsync(string storeNamespace);

    /// <summary>Closes a store that <see cref="OpenAsync"/> returned. By default disposes it, when it can be disposed.</summary>
    /// <param name="store">The store.</param>
    protected virtual ValueTask CloseAsync(TStore store)
    {
        switch (store)
        {
            case IAsyncDisposable disposable:
                return disposable.DisposeAsync();
            case IDisposable disposable:
                disposable.Dispose();
                return default;
            default:
                return default;
        }
    }

    private protected async ValueTask<TStore> StartAsync(string? storeNamespace = null)
    {
        TStore store = await OpenAsync(storeNamespace ?? Namespace);
        _open.Add(store);
        return store;
    }

    private protected async ValueTask StopAsync(TStore store)
    {
        _open.Remove(store);
        await CloseAsync(store);
    }

    private protected async ValueTask<TStore> RestartAsync(TStore store)
    {
        await StopAsync(store);
        return await StartAsync();
    }
}
