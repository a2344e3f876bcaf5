using Microsoft.AspNetCore.Mvc;

namespace Reliability.AspNetCore.Tests;

/// <summary>An action that takes one method, beside that of another controller.</summary>
public sealed class MissedBasketController : ControllerBase
{
    [HttpPost]
    public IActionResult Add() => Content("added");
}
