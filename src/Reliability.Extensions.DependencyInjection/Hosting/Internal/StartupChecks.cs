namespace Reliability.Internal;

/// <summary>Holds the checks that run when the application has started. A check that throws prevents the start.</summary>
internal sealed class StartupChecks : IStartupChecks
{
    private readonly Lock _gate = new();
    private readonly List<Action<IServiceProvider>> _checks = [];

    public void Add(Action<IServiceProvider> check)
    {
        lock (_gate)
        {
            _checks.Add(check);
        }
    }

    public void Run(IServiceProvider services)
    {
        Action<IServiceProvider>[] checks;
        lock (_gate)
        {
            checks = [.. _checks];
        }

        Array.ForEach(checks, check => check(services));
    }
}
