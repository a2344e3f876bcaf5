using Microsoft.Extensions.Options;

namespace Reliability.Internal;

/// <summary>Checks every setting when the host starts. A problem names the setting, the value and the valid range.</summary>
/// <param name="name">The name of the setup.</param>
/// <param name="healthChecks">Returns the names of the health checks of the application.</param>
internal sealed class ReliabilityOptionsValidator(string name, Func<IReadOnlyList<string>> healthChecks)
    : IValidateOptions<ReliabilityOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, ReliabilityOptions options)
    {
        if (optionsName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        var problems = new OptionProblems(options);

        // A section that could not be bound at all has no values to check.
        if (!options.IsUnbound)
        {
            // Objectives come last, because they are checked against other settings, such as the retention, and against metrics.
            foreach (ICapabilityModule module in CapabilityModules.All.OrderBy(module => module is ObjectivesModule))
            {
                module.Validate(problems);
            }

            new FeedsCheck(problems, healthChecks()).Check();
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.All);
    }
}
