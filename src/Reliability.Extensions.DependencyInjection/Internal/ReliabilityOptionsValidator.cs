using Microsoft.Extensions.Options;

namespace Reliability.Internal;

/// <summary>Checks every setting when the host starts, and names the setting, the value and the legal range.</summary>
internal sealed class ReliabilityOptionsValidator(string name) : IValidateOptions<ReliabilityOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, ReliabilityOptions options)
    {
        if (optionsName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        var problems = new OptionProblems(options);

        // What could not be bound has no value to check.
        if (problems.Count == 0)
        {
            // Objectives are checked against retention and the like, so that they come last.
            foreach (ICapabilityModule module in CapabilityModules.All.OrderBy(module => module is ObjectivesModule))
            {
                module.Validate(problems);
            }
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.All);
    }
}
