namespace Reliability.Storage;

/// <summary>What a set-up tells the stores it creates.</summary>
public sealed record StoreContext
{
    /// <summary>Initializes a new instance of the <see cref="StoreContext"/> class.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="timeProvider">The clock of the set-up.</param>
    public StoreContext(IServiceProvider services, TimeProvider timeProvider)
    {
        Services = services;
        TimeProvider = timeProvider;
    }

    /// <summary>The services of the application.</summary>
    public IServiceProvider Services { get; init; }

    /// <summary>The clock of the set-up.</summary>
    public TimeProvider TimeProvider { get; init; }
}
