using Xunit;

namespace Reliability.Storage.Conformance;

/// <summary>The common base of the suites of all storage roles: opens, restarts and closes the store under test.</summary>
/// <typeparam name="TStore">The store under test. <see cref="SuiteCompleteness"/> uses it to find the suite.</typeparam>
/// <typeparam name="TRole">The role under test.</typeparam>
public abstract class StoreConformance<TStore, TRole> : IAsyncLifetime
    where TStore : class
    where TRole : class, IStore
{
    private readonly List<(TStore Store, TRole Role)> _open = [];

    /// <summary>Gets a namespace that no other test uses.</summary>
    protected string Namespace { get; } = $"conformance-{Guid.NewGuid():N}";

    /// <summary>Prepares what the store needs, such as a folder or a server, before each test.</summary>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Closes every store that the test opened, after each test. An override calls this method first, then cleans up.</summary>
    public virtual async Task DisposeAsync()
    {
        while (_open.Count > 0)
        {
            await StopAsync(_open.Count - 1);
        }
    }

    /// <summary>Opens the store for the data of a namespace, which is empty at first.</summary>
    /// <param name="storeNamespace">1 to 200 bytes of UTF-8. Different namespaces share no data.</param>
    /// <remarks>
    /// The suite opens one namespace a second time while the first store is still open, which represents another process that uses the same
    /// data (over its own connection), and again after <see cref="CloseAsync"/>, which represents a restart. A store that exists only in
    /// the memory of one process returns the same instance each time.
    /// </remarks>
    protected abstract ValueTask<TStore> OpenAsync(string storeNamespace);

    /// <summary>Closes a store that <see cref="OpenAsync"/> returned. By default, disposes the store if it is disposable.</summary>
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

    /// <summary>
    /// Returns the role of a store. By default, this is the store itself, or the property of <see cref="IReliabilityStore"/>.
    /// </summary>
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
            ?? throw new InvalidOperationException(
                $"{typeof(TStore)} is neither an {typeof(TRole).Name} nor an {nameof(IReliabilityStore)}; override {nameof(RoleOf)}.");
    }

    /// <summary>
    /// Advances the monotonic clock that was given to a series store that uses <see cref="RetentionHorizon"/>. By default, does nothing,
    /// which is correct for a store whose own clock cannot be advanced.
    /// </summary>
    /// <param name="time">The time to advance.</param>
    protected virtual ValueTask PassTimeAsync(TimeSpan time) => default;

    private protected async ValueTask<TRole> StartAsync(string? storeNamespace = null)
    {
        TStore store = await OpenAsync(storeNamespace ?? Namespace);
        TRole role = RoleOf(store);
        _open.Add((store, role));
        return role;
    }

    private protected TStore StoreOf(TRole role) => _open.FindLast(open => open.Role == role).Store;

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
