using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Reliability.Tests.Web;

/// <summary>Believes a header: user, or user;role, with any number of roles. Only for tests.</summary>
internal sealed class HeaderUserHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "header";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers["X-Test-User"].ToString();
        if (header.Length == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        string[] parts = header.Split(';');
        var identity = new ClaimsIdentity(SchemeName);
        if (parts[0].Length > 0)
        {
            identity.AddClaim(new Claim(ClaimTypes.Name, parts[0]));
        }

        identity.AddClaims(parts.Skip(1).Select(role => new Claim(ClaimTypes.Role, role)));

        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }
}
