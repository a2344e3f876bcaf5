namespace Reliability;

/// <summary>
/// Collects checks that run when the application starts, for packages that map endpoints or add middleware. A check that throws prevents
/// the start.
/// </summary>
public interface IStartupChecks
{
    /// <summary>
    /// Adds a check. It runs once, after every part of the host has started and before the host reports that it has started.
    /// </summary>
    /// <param name="check">Throws an <see cref="InvalidOperationException"/> that states what is wrong and how to correct it.</param>
    void Add(Action<IServiceProvider> check);
}
