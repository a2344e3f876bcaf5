namespace Reliability.Storage;

/// <summary>The services that a setup passes to the stores that it creates.</summary>
public sealed record StoreContext
{
    /// <summary>Initializes a new instance of the <see cref="StoreContext"/> class.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="timeProvider">The clock of the setup.</param>
    public StoreContext(IServiceProvider services, TimeProvider timeProvider)
    {
        Services = services;
        TimeProvider = timeProvider;
    }

    /// <summary>Gets the services of the application.</summary>
    public IServiceProvider Services { get; init; }

    /// <summary>Gets the clock of the setup.</summary>
    public TimeProvider TimeProvider { get; init; }
}
