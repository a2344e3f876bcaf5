namespace Reliability.Internal;

/// <summary>What must hold once the application has put its parts together. A check that throws stops the start.</summary>
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
