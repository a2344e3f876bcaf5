using Xunit;

namespace Reliability.Storage.Conformance;

/// <summary>What the suites of all storage roles share: opening, restarting and closing the store under test.</summary>
/// <typeparam name="TStore">The store under test; <see cref="SuiteCompleteness"/> finds the suite by it.</typeparam>
/// <typeparam name="TRole">The role that is tested.</typeparam>
public abstract class StoreConformance<TStore, TRole> : IAsyncLifetime
    where TStore : class
    where TRole : class, IStore
{
    private readonly List<(TStore Store, TRole Role)> _open = [];

    /// <summary>A namespace that no other test uses.</summary>
    protected string Namespace { get; } = $"conformance-{Guid.NewGuid():N}";

    /// <summary>Before each test: what the store needs, such as a folder or a server.</summary>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <summary>After each test: closes every store that it opened. An override calls this first, then cleans up.</summary>
    public virtual async Task DisposeAsync()
    {
        while (_open.Count > 0)
        {
            await StopAsync(_open.Count - 1);
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

    /// <summary>The role of a store. By default the store itself, or the property of <see cref="IReliabilityStore"/>.</summary>
    /// <param name="store">The store.</param>
    protected virtual TRole RoleOf(TStore store)
    {
        if (store is TRole role)
        {
            return role;
        }

        var all = store as IReliabilityStore;
        IStore?[] roles = [all?.Series, all?.Documents, all?.Events, all?.Leases, all?.Enrollments];
        return roles.OfType<TRole>().FirstOrDefault()
            ?? throw new InvalidOperationException($"{typeof(TStore)} is neither an {typeof(TRole).Name} nor an {nameof(IReliabilityStore)}; override {nameof(RoleOf)}.");
    }

    /// <summary>
    /// Lets time pass for a series store that goes by <see cref="RetentionHorizon"/>: advances the monotonic clock that the store was given. By default
    /// does nothing, as befits a store with a clock of its own, which cannot be moved.
    /// </summary>
    /// <param name="time">How much.</param>
    protected virtual ValueTask PassTimeAsync(TimeSpan time) => default;

    private protected async ValueTask<TRole> StartAsync(string? storeNamespace = null)
    {
        TStore store = await OpenAsync(storeNamespace ?? Namespace);
        TRole role = RoleOf(store);
        _open.Add((store, role));
        return role;
    }

    private protected ValueTask StopAsync(TRole role) => StopAsync(_open.FindLastIndex(open => open.Role == role));

    private protected async ValueTask<TRole> RestartAsync(TRole role, string? storeNamespace = null)
    {
        await StopAsync(role);
        return await StartAsync(storeNamespace);
    }

    private async ValueTask StopAsync(int index)
    {
        TStore store = _open[index].Store;
        _open.RemoveAt(index);
        await CloseAsync(store);
    }
}
