// Goes on to the identity server by itself. While the page loads, so that Back leads past it.
document.querySelector('form[data-goes-on]').submit();
