namespace Reliability;

/// <summary>Collects what must hold when the application has started: for packages that map endpoints or add middleware. A check that throws stops the start.</summary>
public interface IStartupChecks
{
    /// <summary>Adds a check. It runs once, when every part of the host has started and before the host reports that it has.</summary>
    /// <param name="check">Throws an <see cref="InvalidOperationException"/> that says what is wrong and what to write instead.</param>
    void Add(Action<IServiceProvider> check);
}
