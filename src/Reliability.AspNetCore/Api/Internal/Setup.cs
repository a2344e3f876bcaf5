using Microsoft.Extensions.DependencyInjection;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>Finds a setup of <c>AddReliability</c>.</summary>
internal static class Setup
{
    public static IErrorBudgets Require(IServiceProvider services, string name) => services.GetKeyedService<IErrorBudgets>(name)
        ?? throw new InvalidOperationException(name.Length == 0
            ? "There is no setup yet; call builder.Services.AddReliability(...) first."
            : $"There is no setup named '{name}'; call builder.Services.AddReliability(\"{name}\", ...) first.");
}
