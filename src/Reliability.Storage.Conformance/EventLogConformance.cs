using Xunit;

namespace Reliability.Storage.Conformance;

/// <summary>
/// What an <see cref="IEventLog"/> must do. Derive a public class from it, say how the store is opened, and the test
/// runner finds the facts.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class EventLogConformance<TStore> : StoreConformance<TStore, IEventLog>
    where TStore : class
{
    /// <summary>Initialising is safe to repeat.</summary>
    [Fact]
    public async Task InitialisingMayBeRepeated()
    {
        IEventLog store = await StartAsync();
        await store.InitializeAsync(CancellationToken.None);
        await store.InitializeAsync(CancellationToken.None);
        Assert.NotNull(store);
    }
}
