using Microsoft.Extensions.DependencyInjection;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>Finds a set-up of <c>AddReliability</c>.</summary>
internal static class Setup
{
    public static IErrorBudgets Require(IServiceProvider services, string name) => services.GetKeyedService<IErrorBudgets>(name)
        ?? throw new InvalidOperationException(name.Length == 0
            ? "Nothing is set up yet; call builder.Services.AddReliability(...) first."
            : $"No set-up is named '{name}'; call builder.Services.AddReliability(\"{name}\", ...) first.");
}
