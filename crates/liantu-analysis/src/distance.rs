//! Positions and distances on the globe.

use liantu_model::{Model, RegionIx, RegionLevel, SupplierIx};

/// Mean radius of the earth in kilometres (IUGG: (2a + b) / 3 of GRS 80; H. Moritz 1980).
const EARTH_KM: f64 = 6371.0088;

/// A position on the globe: latitude and longitude in degrees.
pub(crate) type Position = (f64, f64);

/// Its own coordinates, else those of the city it is in.
pub(crate) fn position_of_supplier(model: &Model, supplier: SupplierIx) -> Option<Position> {
    let own = model.supplier(supplier);
    own.latitude.zip(own.longitude).or_else(|| position_of_region(model, own.region?))
}

/// The coordinates of the city around a region; a province or a country is no position.
pub(crate) fn position_of_region(model: &Model, region: RegionIx) -> Option<Position> {
    let city = model.around(region).find(|&around| model.is_at_level(around, RegionLevel::City))?;
    let city = model.region(city);
    city.latitude.zip(city.longitude)
}

/// Great-circle distance by the haversine formula (R. W. Sinnott 1984), on a sphere.
pub(crate) fn great_circle_km(a: Position, b: Position) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half = |difference: f64| (difference.to_radians() / 2.0).sin().powi(2);
    let chord = half(b.0 - a.0) + lat_a.cos() * lat_b.cos() * half(b.1 - a.1);
    2.0 * EARTH_KM * chord.clamp(0.0, 1.0).sqrt().asin()
}
