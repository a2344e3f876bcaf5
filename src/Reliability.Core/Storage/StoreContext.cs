namespace Reliability.Storage;

/// <summary>What a set-up tells the stores it creates.</summary>
/// <param name="Services">The services of the application.</param>
/// <param name="TimeProvider">The clock of the set-up.</param>
public sealed record StoreContext(IServiceProvider Services, TimeProvider TimeProvider);
